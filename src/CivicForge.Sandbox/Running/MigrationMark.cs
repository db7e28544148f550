using System.Security.Cryptography;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A comment on the database that names the build which migrated it, with which passwords. Migrating a database that is
/// current changes nothing, but takes the better part of a second; a build that finds its own mark skips it.
/// </summary>
internal sealed class MigrationMark(PostgresServer server, string database, IEnumerable<string?> passwordFiles)
{
    private readonly string _mark = Convert.ToHexString(
        SHA256.HashData([
            .. new[] { "CivicForge.Indexer", "CivicForge.Api" }
                .Select(Repository.Program)
                .Concat(passwordFiles)
                .SelectMany(file => SHA256.HashData(File.ReadAllBytes(file!))),
        ])
    );

    /// <summary>Whether this build migrated the database last.</summary>
    public async Task<bool> IsSetAsync(CancellationToken cancellationToken) =>
        await server.ScalarAsync(
            $"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{database}'",
            cancellationToken
        )
            is string found
        && found == _mark;

    /// <summary>Sets it, after both programs have migrated.</summary>
    public Task SetAsync(CancellationToken cancellationToken) =>
        server.ExecuteAsync($"COMMENT ON DATABASE {database} IS '{_mark}'", cancellationToken);
}
