using System.Security.Cryptography;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A comment on the database that names the build which migrated it. Migrating a database that is current changes nothing, but takes the better
/// part of a second; a build that finds its own mark skips it.
/// </summary>
internal sealed class MigrationMark(PostgresServer server, string database)
{
    private readonly string mark = Convert.ToHexString(SHA256.HashData(
        [.. new[] { "CivicForge.Indexer", "CivicForge.Api" }.SelectMany(project => SHA256.HashData(File.ReadAllBytes(Repository.Program(project))))]));

    /// <summary>Whether this build migrated the database last.</summary>
    public async Task<bool> IsSetAsync(CancellationToken cancellationToken) =>
        await server.ScalarAsync($"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{database}'", cancellationToken) is string found && found == mark;

    /// <summary>Sets it, after both programs have migrated.</summary>
    public Task SetAsync(CancellationToken cancellationToken) => server.ExecuteAsync($"COMMENT ON DATABASE {database} IS '{mark}'", cancellationToken);
}
