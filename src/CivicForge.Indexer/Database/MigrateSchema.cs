using CivicForge.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Indexer.Database;

/// <summary>The verb <c>migrate</c>: brings schema <c>chain</c> to this version. Safe to run from several hosts at
/// once, and twice.</summary>
internal static class MigrateSchema
{
    // 'civic' as bytes; the Api's migration takes the same lock, so that the two never create roles or schemas at once.
    private const long LockKey = 0x6369766963;

    /// <summary>Runs as the owner of the database.</summary>
    /// <param name="ownerConnectionString">Connection of the owner (<c>ConnectionStrings:Owner</c>).</param>
    /// <param name="cancellationToken">Stops waiting for the lock.</param>
    /// <returns>The names of the migrations that were applied now.</returns>
    internal static async Task<IReadOnlyList<string>> RunAsync(
        string ownerConnectionString,
        CancellationToken cancellationToken
    )
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var context = new ChainDbContext(Options(connection));
        await using (var command = new NpgsqlCommand($"SELECT pg_advisory_lock({LockKey})", connection))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        try
        {
            var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken))
                .Except(context.Database.GetMigrations())
                .ToList();
            if (unknown.Count > 0)
            {
                throw new ConfigurationException(
                    $"Schema chain holds migrations that this version does not know: {string.Join(", ", unknown)}. A "
                        + "newer version made them. Nothing was changed; run that version."
                );
            }
            await DatabaseRoles.EnsureAsync(connection, cancellationToken);
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            await context.Database.MigrateAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var grants = new NpgsqlCommand(ChainViews.Grants, connection, transaction))
            {
                await grants.ExecuteNonQueryAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            return pending;
        }
        finally
        {
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockKey})", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    internal static DbContextOptions<ChainDbContext> Options(NpgsqlConnection connection) =>
        new DbContextOptionsBuilder<ChainDbContext>().UseNpgsql(connection, Configure).Options;

    internal static void Configure(
        Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql
    ) => npgsql.MigrationsHistoryTable("migrations", ChainDbContext.Schema);
}
