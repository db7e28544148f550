using CivicForge.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Indexer.Database;

/// <summary>The verb <c>migrate</c>: brings the tables of schema <c>chain</c> to this version, then its views and
/// grants (<see cref="SqlScript"/>). Safe to run from several hosts at once, and twice.</summary>
internal static class MigrateSchema
{
    /// <summary>Runs as the owner of the database.</summary>
    /// <param name="ownerConnectionString">Connection of the owner (<c>ConnectionStrings:Owner</c>).</param>
    /// <param name="cancellationToken">Stops waiting for the lock.</param>
    /// <returns>The names of the migrations that were applied now.</returns>
    internal static async Task<IReadOnlyList<string>> RunAsync(
        string ownerConnectionString,
        CancellationToken cancellationToken
    )
    {
        await using var migration = await SchemaMigration.BeginAsync(ownerConnectionString, cancellationToken);
        await using var context = new ChainDbContext(Options(migration.Connection));
        var applied = await migration.ApplyAsync(context, ChainDbContext.Schema, cancellationToken);
        await migration.TogetherAsync(
            [.. SqlScript.Of(typeof(MigrateSchema).Assembly).Select(script => script.Sql)],
            cancellationToken
        );
        return applied;
    }

    /// <summary>What <see cref="RunAsync"/> would apply.</summary>
    internal static async Task<MigrationPlan> PlanAsync(
        string ownerConnectionString,
        CancellationToken cancellationToken
    )
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await using var context = new ChainDbContext(Options(connection));
        return await MigrationPlan.OfAsync(context, cancellationToken);
    }

    internal static DbContextOptions<ChainDbContext> Options(NpgsqlConnection connection) =>
        new DbContextOptionsBuilder<ChainDbContext>().UseNpgsql(connection, Configure).Options;

    internal static void Configure(
        Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql
    ) => npgsql.MigrationsHistoryTable("migrations", ChainDbContext.Schema);
}
