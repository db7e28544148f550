using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>A quest whose reminder is due, under its lock.</summary>
internal sealed record QuestToRemindOf(
    Guid Id,
    Address Creator,
    Address Performer,
    QuestStatus Status,
    DateTimeOffset? ClaimUntil,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset Now
);

/// <summary>Who is reminded of a quest now, and when it is looked at next.</summary>
/// <param name="Next">Null when no reminder is left.</param>
internal sealed record Reminder(Guid Quest, IReadOnlyList<NewEvent> Events, DateTimeOffset? Next)
{
    private const string CreatorRole = "creator";
    private const string PerformerRole = "performer";

    /// <param name="signed">The roles that have signed the present submission.</param>
    public static Reminder Of(QuestToRemindOf quest, IEnumerable<string> signed) =>
        quest switch
        {
            // The term is over: the claim itself ends, and there is nothing to remind of.
            { Status: QuestStatus.Claimed, ClaimUntil: { } until } when until <= quest.Now => new(quest.Id, [], null),
            { Status: QuestStatus.Claimed, ClaimUntil: { } until } => new(
                quest.Id,
                [Event(quest, EventKind.QuestPerformerReminded)],
                Deadlines.RemindOfClaim(until, quest.Now)
            ),
            { Status: QuestStatus.Submitted, SubmittedAt: { } submittedAt } => new(
                quest.Id,
                [.. Silent([.. signed]).Select(kind => Event(quest, kind))],
                Deadlines.RemindToSign(submittedAt, quest.Now)
            ),
            _ => new(quest.Id, [], null),
        };

    private static IEnumerable<EventKind> Silent(HashSet<string> signed)
    {
        if (!signed.Contains(CreatorRole))
        {
            yield return EventKind.QuestCreatorReminded;
        }
        if (!signed.Contains(PerformerRole))
        {
            yield return EventKind.QuestPerformerReminded;
        }
    }

    /// <summary>Whose turn it is concerns nobody else, also of a public quest.</summary>
    private static NewEvent Event(QuestToRemindOf quest, EventKind kind) =>
        new(kind, quest.Id, null, quest.Creator, quest.Performer, EventVisibility.Parties, Words.Of(quest.Status));
}
