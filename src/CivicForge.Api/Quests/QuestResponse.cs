using System.Text.Json.Serialization;
using CivicForge.Api.Members;
using CivicForge.Api.Quests.Private;
using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>A quest in a list (wire.md): everything but attestations, timeline and the submission's text.</summary>
public record QuestItem
{
    [JsonPropertyOrder(-30)]
    public required Guid Id { get; init; }

    [JsonPropertyOrder(-29)]
    public string? Title { get; init; }

    [JsonPropertyOrder(-28)]
    public string? Description { get; init; }

    [JsonPropertyOrder(-27)]
    public string? ExceptionalCriteria { get; init; }

    [JsonPropertyOrder(-26)]
    public required string Category { get; init; }

    [JsonPropertyOrder(-25)]
    public required IReadOnlyList<string> Tags { get; init; }

    [JsonPropertyOrder(-24)]
    public required int RewardXp { get; init; }

    [JsonPropertyOrder(-23)]
    public required int RewardReputation { get; init; }

    [JsonPropertyOrder(-22)]
    public required bool EvidenceRequired { get; init; }

    [JsonPropertyOrder(-21)]
    public DateTime? DueAt { get; init; }

    /// <summary>Days to hand in after a claim.</summary>
    [JsonPropertyOrder(-21)]
    public required int ClaimDays { get; init; }

    [JsonPropertyOrder(-20)]
    public required string Visibility { get; init; }

    [JsonPropertyOrder(-19)]
    public required string Status { get; init; }

    [JsonPropertyOrder(-18)]
    public required Address Creator { get; init; }

    [JsonPropertyOrder(-17)]
    public Address? Performer { get; init; }

    /// <summary>While claimed: when the claim ends if nothing is handed in, by its term or by <c>dueAt</c>.</summary>
    [JsonPropertyOrder(-17)]
    public DateTime? ClaimUntil { get; init; }

    /// <summary>For the two parties: when one last nudged the other.</summary>
    [JsonPropertyOrder(-17)]
    public DateTime? NudgedAt { get; init; }

    [JsonPropertyOrder(-16)]
    public SubmissionItem? Submission { get; init; }

    /// <summary>Whether nobody may take the quest after its present performer: when the claim ends, the quest
    /// does.</summary>
    [JsonPropertyOrder(-12)]
    public bool Closed { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyOrder(-10)]
    public long? CompletedAt { get; init; }

    [JsonPropertyOrder(-9)]
    public AnchoringResponse? Anchoring { get; init; }

    [JsonPropertyOrder(-8)]
    public RewardResponse? Reward { get; init; }

    /// <summary>What the caller may do now.</summary>
    [JsonPropertyOrder(-6)]
    public required IReadOnlyList<string> Actions { get; init; }

    [JsonPropertyOrder(-5)]
    public required DateTime CreatedAt { get; init; }

    [JsonPropertyOrder(-4)]
    public required DateTime UpdatedAt { get; init; }
}

/// <summary>A quest in full (wire.md).</summary>
public sealed record QuestResponse : QuestItem
{
    [JsonPropertyOrder(-16)]
    public new SubmissionResponse? Submission { get; init; }

    [JsonPropertyOrder(-11)]
    public required IReadOnlyList<AttestationResponse> Attestations { get; init; }

    /// <summary>For the two parties, while the work is sent back or withdrawn: what there was, and why it came
    /// back.</summary>
    [JsonPropertyOrder(-15)]
    public RevisionResponse? Revision { get; init; }

    /// <summary>For the creator of a private quest: who asks for it, the first first. Null for everybody
    /// else.</summary>
    [JsonPropertyOrder(-5)]
    public IReadOnlyList<RequestItem>? Requests { get; init; }

    /// <summary>For who has the key of a private quest and asked for it: when.</summary>
    [JsonPropertyOrder(-5)]
    public DateTime? RequestedAt { get; init; }

    /// <summary>The newest lines, oldest of them first.</summary>
    [JsonPropertyOrder(-7)]
    public required IReadOnlyList<TimelineItem> Timeline { get; init; }

    /// <summary>Where <c>GET /quests/{id}/timeline</c> goes on with what is older; null when nothing is.</summary>
    [JsonPropertyOrder(-7)]
    public string? TimelineCursor { get; init; }

    /// <summary>Names of the members above, by address. Empty in the answer to an attestation, which waits for nothing
    /// it need not: no name has changed by it.</summary>
    [JsonPropertyOrder(-3)]
    public IReadOnlyDictionary<string, Person> People { get; init; } = Members.People.None;
}

/// <param name="Deadline">Unix seconds, as signed.</param>
public sealed record SubmissionItem(
    IReadOnlyList<EvidenceResponse> Evidence,
    Hash32 WorkHash,
    DateTime SubmittedAt,
    long Deadline
);

/// <param name="Text">Null when erased or private.</param>
/// <param name="Deadline">Unix seconds, as signed.</param>
public sealed record SubmissionResponse(
    string? Text,
    IReadOnlyList<EvidenceResponse> Evidence,
    Hash32 WorkHash,
    DateTime SubmittedAt,
    long Deadline
);

public sealed record EvidenceResponse(Hash32 Sha256, int Size, string MediaType);

/// <summary>A stored signature and what was promised for it.</summary>
/// <param name="ReceivedAt">Unix seconds.</param>
public sealed record AttestationResponse(
    string Role,
    Address Attester,
    string Kind,
    Hash32 Digest,
    string? Outcome,
    long ReceivedAt,
    ReceiptResponse Receipt,
    ReceiptResponse? CompletionReceipt
);

/// <summary>A signed promise (protocol §8); times in unix seconds.</summary>
public sealed record ReceiptResponse(
    Hash32 Attestation,
    Address Attester,
    long ReceivedAt,
    long AnchorBy,
    Hash32 Leaf,
    string Signature
);

/// <param name="State"><c>waiting, sealed, sent, mined, finalized</c>.</param>
/// <param name="AnchorBy">Unix seconds.</param>
public sealed record AnchoringResponse(
    string State,
    long? BatchId,
    Hash32? Root,
    long AnchorBy,
    Hash32? TransactionHash
);

/// <param name="State"><c>earned, anchored, claimed, final, abandoned, unpayable</c>.</param>
public sealed record RewardResponse(string State, int Xp, int Reputation, Hash32? TransactionHash);

/// <param name="Reason">What the creator asks for; null when the performer withdrew the work.</param>
/// <param name="By">Who sent it back.</param>
public sealed record RevisionResponse(string? Reason, DateTime At, Address? By, FormerSubmission Submission);

/// <summary>A submission that came back. Its files can still be read by the parties, until the next one.</summary>
public sealed record FormerSubmission(string? Text, IReadOnlyList<EvidenceResponse> Evidence);

/// <summary>A move, or – from OPEN to OPEN – an edit, whose reason names the changed members, or – from another state
/// to itself, reason <c>closed</c> – that the creator lets nobody take the quest any more.</summary>
public sealed record TimelineItem(DateTime At, Address? By, string? From, string To, string? Reason);
