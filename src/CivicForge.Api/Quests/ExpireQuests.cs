using CivicForge.Api.Database;
using Dapper;
using Npgsql;
using Quartz;

namespace CivicForge.Api.Quests;

/// <summary>What time does to quests, by the database's clock: OPEN and CLAIMED expire at <c>dueAt</c> with a refund, claims older than their term
/// go back to OPEN. Each quest is its own transaction, so that one that fails does not hold the others; a missed tick is the next tick.</summary>
internal sealed partial class ExpireQuests(NpgsqlDataSource database, IServiceScopeFactory scopes, ILogger<ExpireQuests> logger)
{
    private const int MaxPerRun = 500;

    /// <returns>How many quests moved.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var id in await FindAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await MoveAsync(scope.ServiceProvider.GetRequiredService<QuestChanges>(), id, cancellationToken)) moved++;
        }

        if (moved > 0) LogMoved(logger, moved);
        return moved;
    }

    private async Task<List<Guid>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            (SELECT id FROM civic.quests WHERE status IN ('OPEN','CLAIMED') AND due_at <= clock_timestamp() LIMIT @max)
            UNION (SELECT id FROM civic.quests WHERE status = 'CLAIMED' AND claimed_at <= clock_timestamp() - @term LIMIT @max)
            """,
            new { max = MaxPerRun, term = Quest.ClaimTerm }, cancellationToken: cancellationToken))).AsList();
    }

    private static async Task<bool> MoveAsync(QuestChanges changes, Guid id, CancellationToken cancellationToken)
    {
        QuestMove? move = null;
        await changes.RunAsync(id, (quest, now) => move = Decide(quest, now), cancellationToken);
        return move is not null;
    }

    /// <summary>Asked again under the lock: the quest may have moved since it was found.</summary>
    private static QuestMove? Decide(Quest quest, DateTimeOffset now)
    {
        if (quest.Status is QuestStatus.Open or QuestStatus.Claimed && quest.DueAt <= now) return quest.Expire(now);
        if (quest.Status == QuestStatus.Claimed && quest.ClaimedAt <= now - Quest.ClaimTerm) return quest.Release(null, now, "The claim ran out.");
        return null;
    }

    [LoggerMessage(30, LogLevel.Information, "{Count} quests expired or were released")]
    private static partial void LogMoved(ILogger logger, int count);
}

/// <summary>Deletes what has run out: nonces, idempotency keys, sessions long over.</summary>
internal sealed class ClearExpired(NpgsqlDataSource database)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM civic.sign_in_nonces WHERE expires_at < clock_timestamp();
            DELETE FROM civic.idempotency_keys WHERE created_at < clock_timestamp() - @keyTerm;
            DELETE FROM civic.sessions WHERE expires_at < clock_timestamp() - interval '30 days'
            """,
            new { keyTerm = CreateQuest.KeyTerm }, cancellationToken: cancellationToken));
    }
}

/// <summary>Quartz is the clock of <see cref="ExpireQuests"/> and <see cref="ClearExpired"/>.</summary>
[DisallowConcurrentExecution]
internal sealed partial class ExpiryJob(ExpireQuests quests, ClearExpired clear, ILogger<ExpiryJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await quests.RunAsync(cancellationToken);
            await clear.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(logger, exception);
        }
    }

    [LoggerMessage(31, LogLevel.Error, "The expiry job failed; it runs again at its next tick")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
