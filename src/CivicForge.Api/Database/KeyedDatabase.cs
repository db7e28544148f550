using Npgsql;

namespace CivicForge.Api.Database;

/// <summary>Connections for statements that find every row by its key, and run so often that they are planned once and
/// for all. A plan made while the tables are small, or before they were ever analysed, would read them from end to end
/// and be kept while they grow: these sessions never do (<c>enable_seqscan</c>), nor do they reset themselves between
/// two uses, because nothing in them changes a setting.</summary>
internal sealed class KeyedDatabase(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = Build(connectionString);

    public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken) =>
        _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlDataSource Build(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "civic-keyed" };
        var settings = builder.ConnectionStringBuilder;
        settings.Options =
            $"{settings.Options} -c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off".TrimStart();
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 1;
        return builder.Build();
    }
}
