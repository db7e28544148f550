using System.Collections.Frozen;
using CivicForge.Api.Events;
using CivicForge.Chain;

namespace CivicForge.Api.Notifications;

/// <summary>Who is told of an event.</summary>
internal enum Told
{
    Nobody,
    Creator,
    Performer,
    Both,
}

/// <summary>What members are told of: one line for each kind of event. Whoever made a change is never told of it. The
/// words are the app's: <c>inbox.&lt;kind&gt;.&lt;as&gt;</c> (web/src/notifications/words.en.ts).</summary>
internal static class Tellings
{
    private static readonly FrozenDictionary<EventKind, Told> Table = new Dictionary<EventKind, Told>
    {
        [EventKind.QuestPosted] = Told.Nobody,
        [EventKind.QuestEdited] = Told.Nobody,
        [EventKind.QuestRequested] = Told.Creator,
        [EventKind.QuestRequestWithdrawn] = Told.Nobody, // asking and taking back in turns would fill the inbox
        [EventKind.QuestLinked] = Told.Nobody,
        [EventKind.QuestClaimed] = Told.Both,
        [EventKind.QuestReleased] = Told.Both,
        [EventKind.QuestClosed] = Told.Performer,
        [EventKind.QuestSubmitted] = Told.Creator,
        [EventKind.QuestWithdrawn] = Told.Creator,
        [EventKind.QuestRevisionRequested] = Told.Performer,
        [EventKind.QuestDeadlineRenewed] = Told.Nobody, // the event does not say whose doing it was
        [EventKind.QuestCreatorReminded] = Told.Creator,
        [EventKind.QuestPerformerReminded] = Told.Performer,
        [EventKind.QuestNudged] = Told.Both,
        [EventKind.AttestationSigned] = Told.Both,
        [EventKind.QuestCompleted] = Told.Both,
        [EventKind.QuestExpired] = Told.Both,
        [EventKind.QuestCancelled] = Told.Nobody, // while it is open, it has no performer
        [EventKind.QuestErased] = Told.Nobody, // the event does not say who was erased
        [EventKind.BatchFinalized] = Told.Nobody,
        [EventKind.RewardFinal] = Told.Performer,
    }.ToFrozenDictionary();

    /// <summary>The kinds that somebody is told of, as on the wire.</summary>
    public static readonly string[] Words =
    [
        .. Enum.GetValues<EventKind>().Where(kind => Table[kind] != Told.Nobody).Select(Database.Words.Of),
    ];

    public static IEnumerable<Address> Receivers(ReadEvent read)
    {
        Address?[] told = Table[read.Kind] switch
        {
            Told.Creator => [read.Creator],
            Told.Performer => [read.Performer],
            Told.Both => [read.Creator, read.Performer],
            _ => [],
        };
        return told.OfType<Address>().Where(member => member != read.Actor);
    }
}
