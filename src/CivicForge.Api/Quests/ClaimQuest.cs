using CivicForge.Api.Access;
using CivicForge.Api.Quests.Private;

namespace CivicForge.Api.Quests;

/// <summary>OPEN → CLAIMED by any member but the creator. Of a private quest, who has the key of its link only asks:
/// the creator accepts one.</summary>
internal sealed class ClaimQuest(QuestChanges changes, MemberQuestLimits limits, QuestRequests requests)
{
    /// <param name="checkTerms">Refuses terms that are not those the member has read.</param>
    /// <returns>True when the quest is the member's now, false when they have asked for it.</returns>
    public async Task<bool> RunAsync(
        Guid id,
        Standing by,
        QuestKey? key,
        Action<Quest> checkTerms,
        CancellationToken cancellationToken
    )
    {
        var isTaken = true;
        await changes.RunAloneAsync(
            id,
            by,
            null,
            async (quest, now) =>
            {
                if (!QuestAccess.IsSeen(quest, by.Member))
                {
                    await requests.AskAsync(quest, by.Member, key, now, cancellationToken);
                    isTaken = false;
                    return null;
                }

                QuestAccess.RequireMover(QuestMoves.Claim, quest, by.Member);
                if (quest.Status == QuestStatus.Claimed && quest.Performer == by.Member)
                {
                    return null;
                }
                if (quest.Status == QuestStatus.Open)
                {
                    checkTerms(quest);
                    await limits.RequireRoomForClaimAsync(by.Member, cancellationToken);
                    await limits.RequireNotTooOftenAsync(quest, by.Member, now, cancellationToken);
                }

                return quest.Claim(by.Member, now);
            },
            cancellationToken
        );
        return isTaken;
    }
}
