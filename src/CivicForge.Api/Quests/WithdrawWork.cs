using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Quests;

/// <summary>SUBMITTED → CLAIMED by the performer, while nobody has signed the submission. Asked again it changes
/// nothing.</summary>
internal sealed class WithdrawWork(CivicDbContext context, QuestChanges changes)
{
    /// <exception cref="RuleViolation">409 <c>already-signed</c>, 403, 404, 409.</exception>
    public Task RunAsync(Guid id, Standing by, CancellationToken cancellationToken) =>
        changes.RunAsync(
            id,
            by,
            async (quest, now) =>
            {
                QuestAccess.RequireMover(QuestMoves.Withdraw, quest, by.Member);
                if (quest is { Status: QuestStatus.Claimed, FormerEvidence: not null })
                {
                    return null;
                }
                if (quest.Status == QuestStatus.Submitted && await IsSignedAsync(quest, cancellationToken))
                {
                    throw new RuleViolation(
                        ErrorCodes.AlreadySigned,
                        "A party has signed this submission; signatures are not taken back.",
                        ("state", Words.Of(quest.Status)),
                        ("allowed", (string[])[QuestMoves.Attest, QuestMoves.RequestRevision])
                    );
                }

                return quest.Withdraw(by.Member, now);
            },
            cancellationToken
        );

    /// <summary>Asked under the quest's lock, which whoever stores a signature holds as well.</summary>
    private Task<bool> IsSignedAsync(Quest quest, CancellationToken cancellationToken) =>
        context
            .Database.SqlQuery<bool>(
                $"""
                SELECT EXISTS (SELECT FROM civic.attestations
                  WHERE quest_id = {quest.Id} AND work_hash = {quest.WorkHash!.Value.ToArray()}) AS "Value"
                """
            )
            .SingleAsync(cancellationToken);
}
