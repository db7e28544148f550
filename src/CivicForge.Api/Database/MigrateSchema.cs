using System.Reflection;
using CivicForge.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace CivicForge.Api.Database;

/// <summary>The verb <c>migrate</c>: brings schema <c>civic</c> to this version, then (re)creates what is defined by
/// its latest text – users, triggers, views over <c>chain.*</c>, grants – from the embedded <c>*.sql</c> files in name
/// order. Those MUST be repeatable. Runs after the indexer's <c>migrate</c>, safe from several hosts at once, and
/// twice.</summary>
internal static class MigrateSchema
{
    // 'civic' as bytes; the indexer's migration takes the same lock.
    private const long LockKey = 0x6369766963;

    /// <param name="passwords">By user, to be set anew; who is not named keeps what it has.</param>
    /// <param name="fill">Writes what is derived from rows that an earlier version stored, when the tables
    /// stand.</param>
    /// <returns>The names of the migrations that were applied now.</returns>
    /// <exception cref="ConfigurationException">Schema <c>chain</c> is not there yet.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        string ownerConnectionString,
        IReadOnlyDictionary<string, string>? passwords,
        Func<NpgsqlConnection, CancellationToken, Task> fill,
        CancellationToken cancellationToken
    )
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await RequireChainAsync(connection, cancellationToken);
            await using var context = new CivicDbContext(
                new DbContextOptionsBuilder<CivicDbContext>().UseNpgsql(connection, Configure).Options
            );
            await RefuseNewerAsync(context, cancellationToken);
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            await context.Database.MigrateAsync(cancellationToken);
            await fill(connection, cancellationToken);
            var scripts = Scripts().ToLookup(script => script.Name.StartsWith('9'), script => script.Sql);
            foreach (var sql in scripts[false])
            {
                await ExecuteAsync(connection, sql, cancellationToken);
            }
            await using var grants = await connection.BeginTransactionAsync(cancellationToken);
            foreach (var sql in scripts[true])
            {
                await ExecuteAsync(connection, sql, cancellationToken);
            }
            foreach (var (user, password) in passwords ?? new Dictionary<string, string>())
            {
                await ExecuteAsync(connection, DatabasePasswords.Set(user, password), cancellationToken);
            }
            await grants.CommitAsync(cancellationToken);
            return pending;
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    public static void Configure(NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.MigrationsHistoryTable("migrations", CivicDbContext.Schema);

    private static IEnumerable<(string Name, string Sql)> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    /// <summary>An older version would put its own views and grants over those of a newer one.</summary>
    private static async Task RefuseNewerAsync(CivicDbContext context, CancellationToken cancellationToken)
    {
        var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken))
            .Except(context.Database.GetMigrations())
            .ToList();
        if (unknown.Count > 0)
        {
            throw new ConfigurationException(
                $"Schema civic holds migrations that this version does not know: {string.Join(", ", unknown)}. A "
                    + "newer version made them. Nothing was changed; run that version."
            );
        }
    }

    private static async Task RequireChainAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass('chain.anchors') IS NOT NULL", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new ConfigurationException(
                "Schema chain is not in this database. Nothing was migrated. Run first: dotnet "
                    + "CivicForge.Indexer.dll migrate"
            );
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>For <c>dotnet ef migrations add</c>, which needs a context but never connects.</summary>
internal sealed class CivicDbContextFactory : IDesignTimeDbContextFactory<CivicDbContext>
{
    public CivicDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<CivicDbContext>()
                .UseNpgsql("Host=localhost;Database=design", MigrateSchema.Configure)
                .Options
        );
}
