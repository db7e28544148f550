using CivicForge.Api.Events;
using CivicForge.Api.Quests;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Worker;

/// <summary>Deletes what has run out, in pieces that hold nobody up for long. Each piece ends at a time that is read
/// first, so that the worker needs to see of a row no more than when it ran out.</summary>
internal sealed class ClearExpired(NpgsqlDataSource database, IOptions<RetentionOptions> options)
{
    private const int Piece = 10_000;

    /// <summary>Nonces and idempotency keys.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken) =>
        await DeleteAsync("sign_in_nonces", "expires_at", TimeSpan.Zero, cancellationToken)
        + await DeleteAsync("idempotency_keys", "created_at", CreateQuest.KeyTerm, cancellationToken);

    /// <summary>Sessions that are over, with their tokens; tokens used so long ago that a second use need not be
    /// noticed; alarms that have ended; old notifications and events. To sessions and tokens no index leads:
    /// seldom.</summary>
    public async Task<int> RunSeldomAsync(CancellationToken cancellationToken) =>
        await DeleteAsync("refresh_tokens", "used_at", TimeSpan.FromDays(30), cancellationToken)
        + await DeleteAsync("sessions", "expires_at", options.Value.EndedSessions, cancellationToken)
        + await DeleteAsync("sessions", "revoked_at", options.Value.EndedSessions, cancellationToken)
        + await DeleteAsync("alarms", "ended_at", options.Value.EndedAlarms, cancellationToken)
        + await DeleteAsync("notifications", "at", options.Value.Notifications, cancellationToken)
        + await ClearEvents.RunAsync(database, options.Value.Events, cancellationToken);

    private async Task<int> DeleteAsync(string table, string column, TimeSpan age, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        int deleted,
            all = 0;
        do
        {
            deleted = await connection.ExecuteAsync(
                new CommandDefinition(
                    $"""
                    WITH run_out AS (
                      SELECT {column} AS at FROM civic.{table} WHERE {column} < statement_timestamp() - @age
                      ORDER BY {column} LIMIT {Piece})
                    DELETE FROM civic.{table} WHERE {column} <= (SELECT max(at) FROM run_out)
                    """,
                    new { age },
                    cancellationToken: cancellationToken
                )
            );
            all += deleted;
        } while (deleted >= Piece);
        return all;
    }
}
