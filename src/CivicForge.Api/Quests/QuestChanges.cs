using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Quests.Private;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>The one way to move a quest: see that the member still stands, lock the quest's row, read the database's
/// clock, apply the rule, write the timeline, let go of files, write the event, commit. Members' rows are locked before
/// the quest's, always.</summary>
internal sealed class QuestChanges(CivicDbContext context)
{
    /// <param name="by">Who moves it.</param>
    /// <param name="change">Applies the rule; returns the move for the timeline, or null when nothing moved (a
    /// repetition).</param>
    /// <exception cref="Http.Problems.RuleViolation">404 <c>quest-not-found</c>, 401 <c>session-revoked</c>, or what
    /// the rule says.</exception>
    public Task RunAsync(
        Guid id,
        Standing by,
        Func<Quest, DateTimeOffset, Task<QuestMove?>> change,
        CancellationToken cancellationToken
    ) => RunAsync(id, connection => by.RequireAsync(connection, cancellationToken), change, cancellationToken);

    public Task RunAsync(
        Guid id,
        Standing by,
        Func<Quest, DateTimeOffset, QuestMove?> change,
        CancellationToken cancellationToken
    ) => RunAsync(id, by, (quest, now) => Task.FromResult(change(quest, now)), cancellationToken);

    /// <summary>For moves that count what a member has: nothing else that counts happens beside them.</summary>
    /// <param name="other">The member whose things are counted, if it is another than who moves the quest.</param>
    public Task RunAloneAsync(
        Guid id,
        Standing by,
        Address? other,
        Func<Quest, DateTimeOffset, Task<QuestMove?>> change,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            id,
            connection => by.RequireAloneAsync(connection, other, cancellationToken),
            change,
            cancellationToken
        );

    /// <summary>For what is due by time and can wait: passes over a quest that somebody else is moving at this
    /// moment.</summary>
    /// <returns>False when the quest is locked, or gone.</returns>
    public Task<bool> TryRunAsync(
        Guid id,
        Func<Quest, DateTimeOffset, QuestMove?> change,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            id,
            null,
            context.Set<Quest>().FromSqlRaw(DueQuest.Lock, id),
            (quest, now) => Task.FromResult(change(quest, now)),
            cancellationToken
        );

    private async Task RunAsync(
        Guid id,
        Func<NpgsqlConnection, Task> stands,
        Func<Quest, DateTimeOffset, Task<QuestMove?>> change,
        CancellationToken cancellationToken
    )
    {
        var locked = context.Set<Quest>().FromSql($"SELECT * FROM civic.quests WHERE id = {id} FOR UPDATE");
        if (!await RunAsync(id, stands, locked, change, cancellationToken))
        {
            throw QuestReader.NotFound(id);
        }
    }

    private async Task<bool> RunAsync(
        Guid id,
        Func<NpgsqlConnection, Task>? stands,
        IQueryable<Quest> locked,
        Func<Quest, DateTimeOffset, Task<QuestMove?>> change,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)transaction.GetDbTransaction().Connection!;
        if (stands is not null)
        {
            await stands(connection);
        }
        if ((await locked.ToListAsync(cancellationToken)).SingleOrDefault() is not { } quest)
        {
            return false;
        }
        var (now, former) = (await context.NowAsync(cancellationToken), quest.Performer);
        if (await change(quest, now) is { } move)
        {
            context.Add(move);
            await UnusedEvidence.FollowAsync(context, quest, move, cancellationToken);
            if (move.To is QuestStatus.Cancelled or QuestStatus.Expired && quest.Charged > 0)
            {
                context.Add(PointEntry.Refund(quest.Creator, quest.Charged, quest.Id, now));
            }
            if (EndsRequests(quest, move))
            {
                await context.Set<QuestRequest>().Where(r => r.QuestId == id).ExecuteDeleteAsync(cancellationToken);
            }
        }

        var isReworded = QuestWords.IsReworded(context.Entry(quest));
        await context.SaveChangesAsync(cancellationToken);
        if (isReworded)
        {
            await QuestWords.SaveAsync(transaction, quest, cancellationToken);
        }
        await QuestEvents.WriteAsync(connection, quest, former, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>One is accepted, the quest has ended, or it became everybody's.</summary>
    private static bool EndsRequests(Quest quest, QuestMove move) =>
        move.From == QuestStatus.Open
        && (quest.Visibility == QuestVisibility.Parties ? move.To != QuestStatus.Open : move.To == QuestStatus.Open);
}
