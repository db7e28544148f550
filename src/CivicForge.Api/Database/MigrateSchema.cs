using CivicForge.Hosting;
using CivicForge.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace CivicForge.Api.Database;

/// <summary>The verb <c>migrate</c>: brings schema <c>civic</c> to this version, then (re)creates what is defined by
/// its latest text (<see cref="SqlScript"/>): triggers, views over <c>chain.*</c>, grants. Runs after the indexer's
/// <c>migrate</c>, safe from several hosts at once, and twice.</summary>
internal static class MigrateSchema
{
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
        await using var migration = await SchemaMigration.BeginAsync(ownerConnectionString, cancellationToken);
        var connection = migration.Connection;
        await RequireChainAsync(connection, cancellationToken);
        await using var context = new CivicDbContext(
            new DbContextOptionsBuilder<CivicDbContext>().UseNpgsql(connection, Configure).Options
        );
        var applied = await migration.ApplyAsync(context, CivicDbContext.Schema, cancellationToken);
        await fill(connection, cancellationToken);
        var scripts = SqlScript
            .Of(typeof(MigrateSchema).Assembly)
            .ToLookup(script => script.IsTogether, script => script.Sql);
        foreach (var sql in scripts[false])
        {
            await migration.TogetherAsync([sql], cancellationToken);
        }
        var set = passwords?.Select(each => DatabasePasswords.Set(each.Key, each.Value)) ?? [];
        await migration.TogetherAsync([.. scripts[true], .. set], cancellationToken);
        return applied;
    }

    /// <summary>What <see cref="RunAsync"/> would apply.</summary>
    public static async Task<MigrationPlan> PlanAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        await using var context = new CivicDbContext(
            new DbContextOptionsBuilder<CivicDbContext>().UseNpgsql(ownerConnectionString, Configure).Options
        );
        return await MigrationPlan.OfAsync(context, cancellationToken);
    }

    public static void Configure(NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.MigrationsHistoryTable("migrations", CivicDbContext.Schema);

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
