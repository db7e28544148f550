using CivicForge.Api.Database;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Quests.Search;
using CivicForge.Api.Rewards;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CivicForge.Api.Quests;

/// <summary>The one way to move a quest: lock its row, read the database's clock, apply the rule, write the timeline, let go of files, tell listeners, commit.</summary>
internal sealed class QuestChanges(CivicDbContext context)
{
    /// <param name="change">Applies the rule; returns the move for the timeline, or null when nothing moved (an edit, or a repetition).</param>
    /// <exception cref="Problems.RuleViolation">404 <c>quest-not-found</c>, or what the rule says.</exception>
    public async Task RunAsync(Guid id, Func<Quest, DateTimeOffset, Task<QuestMove?>> change, CancellationToken cancellationToken)
    {
        if (!await RunAsync(id, context.Set<Quest>().FromSql($"SELECT * FROM civic.quests WHERE id = {id} FOR UPDATE"), change, cancellationToken)) throw QuestReader.NotFound(id);
    }

    public Task RunAsync(Guid id, Func<Quest, DateTimeOffset, QuestMove?> change, CancellationToken cancellationToken) =>
        RunAsync(id, (quest, now) => Task.FromResult(change(quest, now)), cancellationToken);

    /// <summary>For what can wait: passes over a quest that somebody else is moving at this moment.</summary>
    /// <returns>False when the quest is locked, or gone.</returns>
    public Task<bool> TryRunAsync(Guid id, Func<Quest, DateTimeOffset, QuestMove?> change, CancellationToken cancellationToken) =>
        RunAsync(id, context.Set<Quest>().FromSql($"SELECT * FROM civic.quests WHERE id = {id} FOR UPDATE SKIP LOCKED"), (quest, now) => Task.FromResult(change(quest, now)), cancellationToken);

    private async Task<bool> RunAsync(Guid id, IQueryable<Quest> locked, Func<Quest, DateTimeOffset, Task<QuestMove?>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if ((await locked.ToListAsync(cancellationToken)).SingleOrDefault() is not { } quest) return false;
        var now = await context.NowAsync(cancellationToken);
        if (await change(quest, now) is { } move)
        {
            context.Add(move);
            await UnusedEvidence.FollowAsync(context, quest, move, cancellationToken);
            if (move.To is QuestStatus.Cancelled or QuestStatus.Expired && quest.Charged > 0) context.Add(Refund(quest, now));
        }

        var isReworded = QuestWords.IsReworded(context.Entry(quest));
        await context.SaveChangesAsync(cancellationToken);
        if (isReworded) await QuestWords.SaveAsync(transaction, quest, cancellationToken);
        await AnnounceAsync(transaction, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Part of the transaction that changed the quest: the note is there when the change is, and never without it.</summary>
    public static Task AnnounceAsync(IDbContextTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        transaction.GetDbTransaction().Connection!.ExecuteAsync(new CommandDefinition(
            $"INSERT INTO civic.changed_quests (quest_id) VALUES (@id); {ChangedQuest.Wake}", new { id }, cancellationToken: cancellationToken));

    private static PointEntry Refund(Quest quest, DateTimeOffset now) =>
        new() { Member = quest.Creator, Kind = PointKind.Creation, Amount = quest.Charged, Reason = "refund", QuestId = quest.Id, At = now };
}
