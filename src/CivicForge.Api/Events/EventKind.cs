using CivicForge.Api.Database;

namespace CivicForge.Api.Events;

/// <summary>What can have happened, in the past tense: <c>quest.posted</c>, <c>attestation.signed</c>, … A repetition
/// that changes nothing is no event.</summary>
[Dotted]
internal enum EventKind
{
    QuestPosted,
    QuestEdited,

    /// <summary>Somebody asks for a private quest. Who, is said by the request for as long as it stands, and by no
    /// event.</summary>
    QuestRequested,

    /// <summary>A request was taken back.</summary>
    QuestRequestWithdrawn,

    /// <summary>The creator of a private quest made a new key for its link.</summary>
    QuestLinked,
    QuestClaimed,

    /// <summary>By the performer, or by time (no actor). Of a quest that its creator closed it is the end.</summary>
    QuestReleased,
    QuestClosed,
    QuestSubmitted,
    QuestWithdrawn,
    QuestRevisionRequested,
    QuestDeadlineRenewed,

    /// <summary>By time, for the creator: work waits for their signature.</summary>
    QuestCreatorReminded,

    /// <summary>By time, for the performer: their claim ends soon, or their work waits for their own
    /// signature.</summary>
    QuestPerformerReminded,

    /// <summary>By one party, for the other one, whose turn it is.</summary>
    QuestNudged,

    /// <summary>The first of two signatures; the second is <see cref="QuestCompleted"/>.</summary>
    AttestationSigned,
    QuestCompleted,
    QuestExpired,
    QuestCancelled,

    /// <summary>A party was erased, and their texts with them. It has no actor.</summary>
    QuestErased,

    /// <summary>The chain has decided; written once by <see cref="ProjectFinality"/>.</summary>
    BatchFinalized,

    /// <summary>The same of a claim.</summary>
    RewardFinal,
}

/// <summary>Who may hear of an event.</summary>
internal enum EventVisibility
{
    Public,

    /// <summary>Those whom the event names as parties.</summary>
    Parties,
}
