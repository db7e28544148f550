using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Quests.Private;

/// <summary>Asking for a private quest, taking that back, and accepting one who asks. Each holds the quest's row, so
/// that of two creators' answers, or of an answer and a cancellation, one comes first and the other finds what it
/// left.</summary>
internal sealed class QuestRequests(
    CivicDbContext context,
    QuestChanges changes,
    MemberQuestLimits limits,
    IOptions<QuestOptions> options
)
{
    /// <summary>Asks, inside the claim's transaction. Asked again it changes nothing.</summary>
    /// <exception cref="RuleViolation">404 <c>quest-not-found</c> without the key; 409.</exception>
    public async Task AskAsync(
        Quest quest,
        Address member,
        QuestKey? key,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (key is not { } given || !given.Opens(quest.LinkHash))
        {
            throw QuestReader.NotFound(quest.Id);
        }
        quest.RequireClaimable(member, now);
        if (await OfQuest(quest.Id).AnyAsync(r => r.Member == member, cancellationToken))
        {
            return;
        }
        await RequireRoomAsync(quest.Id, member, cancellationToken);
        await limits.RequireNotTooOftenAsync(quest, member, now, cancellationToken);
        context.Add(
            new QuestRequest
            {
                QuestId = quest.Id,
                Member = member,
                At = now,
            }
        );
        quest.Note(EventKind.QuestRequested, null);
    }

    /// <summary>The creator's choice: OPEN → CLAIMED by <paramref name="member"/>; everybody else's requests
    /// end.</summary>
    /// <exception cref="RuleViolation">404 <c>request-not-found</c>; 409 <c>too-many-open-claims</c> of the
    /// member.</exception>
    public Task AcceptAsync(Guid id, Standing creator, Address member, CancellationToken cancellationToken) =>
        changes.RunAloneAsync(
            id,
            creator,
            member,
            async (quest, now) =>
            {
                QuestAccess.RequireCreator(quest, creator.Member);
                if (quest.Status == QuestStatus.Claimed && quest.Performer == member)
                {
                    return null;
                }
                quest.RequireClaimable(member, now);
                if (!await OfQuest(id).AnyAsync(r => r.Member == member, cancellationToken))
                {
                    throw new RuleViolation(
                        ErrorCodes.RequestNotFound,
                        $"{member} does not ask for this quest, or no longer does."
                    );
                }
                await limits.RequireRoomForClaimAsync(member, cancellationToken);
                var move = quest.Claim(member, now);
                quest.Note(EventKind.QuestClaimed, creator.Member); // whose choice it was
                return move;
            },
            cancellationToken
        );

    /// <summary>Whoever has asked takes it back; they need no key for that.</summary>
    /// <exception cref="RuleViolation">404 <c>quest-not-found</c>: nothing was asked, or there is nothing to ask
    /// for.</exception>
    public Task TakeBackAsync(Guid id, Standing by, CancellationToken cancellationToken) =>
        changes.RunAsync(
            id,
            by,
            async (quest, _) =>
            {
                if (await OfQuest(id).Where(r => r.Member == by.Member).ExecuteDeleteAsync(cancellationToken) == 0)
                {
                    throw QuestReader.NotFound(id);
                }
                quest.Note(EventKind.QuestRequestWithdrawn, null);
                return null;
            },
            cancellationToken
        );

    private IQueryable<QuestRequest> OfQuest(Guid id) =>
        context.Set<QuestRequest>().AsNoTracking().Where(r => r.QuestId == id);

    private async Task RequireRoomAsync(Guid id, Address member, CancellationToken cancellationToken)
    {
        var have = await context.Set<QuestRequest>().CountAsync(r => r.Member == member, cancellationToken);
        if (have >= options.Value.MaxOpenRequests)
        {
            throw new RuleViolation(
                ErrorCodes.TooManyOpenRequests,
                $"You have asked for {have} private quests; {options.Value.MaxOpenRequests} are allowed at a time.",
                ("have", have),
                ("limit", options.Value.MaxOpenRequests)
            );
        }

        var others = await OfQuest(id).CountAsync(cancellationToken);
        if (others < options.Value.MaxRequestsPerQuest)
        {
            return;
        }
        throw new RuleViolation(
            ErrorCodes.RequestsFull,
            $"{others} members ask for this quest already.",
            ("have", others),
            ("limit", options.Value.MaxRequestsPerQuest)
        );
    }
}
