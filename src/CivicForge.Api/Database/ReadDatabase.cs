using Npgsql;

namespace CivicForge.Api.Database;

/// <summary>Connections for the reads that everybody waits for. They go by the planner's own choice, prepared from their second use on, and do not reset
/// themselves between two uses: nothing that runs in them changes a setting. Few of them, because a statement that waits here for a free one is answered
/// sooner than one that competes with a hundred others, and because each keeps its own plans.</summary>
internal sealed class ReadDatabase(string connectionString) : IAsyncDisposable
{
    private const int MostConnections = 24;

    private readonly NpgsqlDataSource _source = Build(connectionString);

    public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlDataSource Build(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "civic-reads" };
        var settings = builder.ConnectionStringBuilder;
        settings.Options = $"{settings.Options} -c jit=off".TrimStart();
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 256;
        settings.AutoPrepareMinUsages = 2;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, MostConnections);
        return builder.Build();
    }
}
