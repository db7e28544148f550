using Npgsql;

namespace CivicForge.Api.Database;

/// <summary>Connections for the reads that everybody waits for: statements that are written so that one plan is right
/// for all values, and are planned once. They do not reset themselves between two uses, because nothing that runs in
/// them changes a setting. Few of them: a statement that waits here for a free one is answered sooner than one that
/// competes with a hundred others, and each keeps its own plans.</summary>
internal sealed class ReadDatabase(string connectionString) : IAsyncDisposable
{
    private const int MostConnections = 24;

    /// <summary>A plan that was made while a table was small must not read it from end to end when it has
    /// grown.</summary>
    internal const string Session = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    private readonly NpgsqlDataSource _source = Build(connectionString);

    public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken) =>
        _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlDataSource Build(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "civic-reads" };
        var settings = builder.ConnectionStringBuilder;
        settings.Options = $"{settings.Options} {Session}".TrimStart();
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 256;
        settings.AutoPrepareMinUsages = 2;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, MostConnections);
        return builder.Build();
    }
}
