using Dapper;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>What time does to quests, by the database's clock: OPEN and CLAIMED expire at <c>dueAt</c> with a refund,
/// claims whose term is over go back to OPEN. Each quest is its own transaction, so that one that fails does not
/// hold the others; a missed tick is the next tick, and two workers at once pass over what the other one
/// holds.</summary>
internal sealed partial class ExpireQuests(
    NpgsqlDataSource database,
    IServiceScopeFactory scopes,
    ILogger<ExpireQuests> logger
)
{
    private const int MaxPerPage = 500;

    /// <summary>By the time at which the statement began: <c>clock_timestamp()</c> is another one for each row, so that
    /// no index is searched by it, and each tick would look at every quest whose time is not up.</summary>
    internal const string Due = """
        (SELECT id FROM civic.quests WHERE status IN ('OPEN','CLAIMED') AND due_at <= statement_timestamp()
           AND id <> ALL(@left) ORDER BY due_at LIMIT @max)
        UNION
        (SELECT id FROM civic.quests WHERE status = 'CLAIMED' AND claim_until <= statement_timestamp()
           AND id <> ALL(@left) ORDER BY claim_until LIMIT @max)
        """;

    /// <returns>How many quests moved.</returns>
    /// <exception cref="InvalidOperationException">Some could not be moved; all others were.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (moved, left, failures) = (0, new List<Guid>(), new List<Exception>());
        while (await FindAsync(left, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var id in due)
            {
                try
                {
                    if (await MoveAsync(id, cancellationToken))
                    {
                        moved++;
                    }
                    else
                    {
                        left.Add(id);
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogNotMoved(logger, exception, id);
                    failures.Add(exception);
                    left.Add(id);
                }
            }
        }

        if (failures.Count > 0)
        {
            throw new InvalidOperationException(
                $"{failures.Count} due quests could not be moved, {moved} were. They are tried again at the next tick.",
                failures[0]
            );
        }
        return moved;
    }

    private async Task<List<Guid>> FindAsync(List<Guid> left, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Guid>(
                new CommandDefinition(
                    Due,
                    new { max = MaxPerPage, left = left.ToArray() },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
    }

    private async Task<bool> MoveAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        QuestMove? move = null;
        return await scope
                .ServiceProvider.GetRequiredService<QuestChanges>()
                .TryRunAsync(id, (quest, now) => move = Decide(quest, now), cancellationToken) && move is not null;
    }

    /// <summary>Asked again under the lock: the quest may have moved since it was found.</summary>
    private static QuestMove? Decide(Quest quest, DateTimeOffset now)
    {
        if (quest.Status is QuestStatus.Open or QuestStatus.Claimed && quest.DueAt <= now)
        {
            return quest.Expire(now);
        }
        if (quest.Status == QuestStatus.Claimed && quest.ClaimUntil <= now)
        {
            return quest.Release(null, now, Quest.RanOutReason);
        }
        return null;
    }

    [LoggerMessage(32, LogLevel.Error, "Quest {Quest} is due and could not be moved")]
    private static partial void LogNotMoved(ILogger logger, Exception exception, Guid quest);
}
