using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Quests;

/// <summary>A party asks the other one, whose turn it is, to go on: once a day for both of them together. It writes an
/// event and no line of the timeline, which everybody reads.</summary>
internal sealed class NudgeParty(CivicDbContext context, QuestChanges changes)
{
    /// <exception cref="RuleViolation">403, 404, or 409 <c>invalid-transition</c>, <c>your-turn</c>,
    /// <c>nudged-before</c>.</exception>
    public Task RunAsync(Guid id, Standing by, CancellationToken cancellationToken) =>
        changes.RunAsync(
            id,
            by,
            async (quest, now) =>
            {
                QuestAccess.RequireMover(QuestMoves.Nudge, quest, by.Member);
                var signed = await SignedAsync(quest, cancellationToken);
                var situation = new QuestSituation(
                    quest.Status,
                    quest.Creator,
                    quest.Performer,
                    HasAttested: signed.Contains(by.Member),
                    IsSigned: signed.Count > 0,
                    IsDue: false,
                    IsClosed: false,
                    IsNudged: false
                );
                quest.Nudge(by.Member, situation.Meets(MoveGuard.Waits, by.Member), now);
                return null;
            },
            cancellationToken
        );

    /// <summary>Who has signed the present submission, asked under the quest's lock, which whoever stores a signature
    /// holds as well.</summary>
    private async Task<List<Address>> SignedAsync(Quest quest, CancellationToken cancellationToken) =>
        quest.WorkHash is not { } work
            ? []
            :
            [
                .. (
                    await context
                        .Database.SqlQuery<byte[]>(
                            $"""
                            SELECT attester AS "Value" FROM civic.attestations
                            WHERE quest_id = {quest.Id} AND work_hash = {work.ToArray()} LIMIT 2
                            """
                        )
                        .ToListAsync(cancellationToken)
                ).Select(attester => new Address(attester)),
            ];
}
