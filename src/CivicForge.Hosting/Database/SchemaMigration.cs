using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Hosting.Database;

/// <summary>A schema on its way to this version: one at a time on a database, from however many hosts, and as often as
/// one likes.</summary>
public sealed class SchemaMigration : IAsyncDisposable
{
    // 'civic' as bytes. Every schema's migration takes the same lock, so that no two make users or schemas at once.
    private const long LockKey = 0x6369766963;

    private const string WaitsForLock = "500ms";
    private const int MostAttempts = 60;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(500);

    private SchemaMigration(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The owner's, while it holds the lock.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Waits until it is alone.</summary>
    /// <param name="owner">A connection string of the database's owner.</param>
    public static async Task<SchemaMigration> BeginAsync(string owner, CancellationToken cancellationToken)
    {
        var migration = new SchemaMigration(new NpgsqlConnection(owner));
        try
        {
            await migration.Connection.OpenAsync(cancellationToken);
            await migration.ExecuteAsync($"SELECT pg_advisory_lock({LockKey})", cancellationToken);
            return migration;
        }
        catch
        {
            await migration.Connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the users that are absent and applies what is pending.</summary>
    /// <param name="context">On <see cref="Connection"/>.</param>
    /// <param name="schema">Its name, for people.</param>
    /// <returns>The names of the migrations that were applied now.</returns>
    /// <exception cref="ConfigurationException">A newer version migrated it, which this one MUST NOT go over: it would
    /// put its own views and grants over theirs; or one from before the first release, whose migrations are
    /// gone.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(
        DbContext context,
        string schema,
        CancellationToken cancellationToken
    )
    {
        var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken))
            .Except(context.Database.GetMigrations())
            .ToList();
        if (unknown.Count > 0)
        {
            var known = context.Database.GetMigrations().ToList();
            var isEarlier = unknown.All(name => string.CompareOrdinal(name, known[0]) < 0);
            throw new ConfigurationException(
                $"Schema {schema} holds migrations that this version does not know: {string.Join(", ", unknown)}. "
                    + (
                        isEarlier
                            ? "A version before the first release made them, and its tables cannot be taken over. "
                                + "Nothing was changed. Begin with an empty database (a sandbox: ./civicforge up "
                                + "--fresh), or run that version."
                            : "A newer version made them. Nothing was changed; run that version."
                    )
            );
        }
        await DatabaseUsers.EnsureAsync(Connection, cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await context.Database.MigrateAsync(cancellationToken);
        return pending;
    }

    /// <summary>Runs statements in one transaction, beside processes that serve: it waits for no lock for long, because
    /// everybody else would wait behind it, and begins again instead.</summary>
    public async Task TogetherAsync(IReadOnlyCollection<string> statements, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var transaction = await Connection.BeginTransactionAsync(cancellationToken);
            try
            {
                await ExecuteAsync($"SET LOCAL lock_timeout = '{WaitsForLock}'", cancellationToken);
                foreach (var sql in statements)
                {
                    await ExecuteAsync(sql, cancellationToken);
                }
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (PostgresException held)
                when (held.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
                    && attempt < MostAttempts
                )
            {
                await transaction.RollbackAsync(cancellationToken);
                await Task.Delay(BetweenAttempts, cancellationToken);
            }
        }
    }

    /// <summary>A statement that may take its time.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await using (Connection)
        {
            await ExecuteAsync($"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }
}
