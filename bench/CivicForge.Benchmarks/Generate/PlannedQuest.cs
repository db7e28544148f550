using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;

namespace CivicForge.Benchmarks.Generate;

/// <summary>A quest as it was drawn: everything but hashes and signatures. Times are unix seconds.</summary>
internal sealed record PlannedQuest
{
    public required Guid Id { get; init; }
    public required string Status { get; init; }
    public required PrivateKey Creator { get; init; }

    /// <summary>Null while nobody has claimed it.</summary>
    public required PrivateKey? Performer { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required string Category { get; init; }
    public required string[] Tags { get; init; }
    public required int Xp { get; init; }
    public required int Reputation { get; init; }
    public required Outcome Outcome { get; init; }
    public required bool CreatorSignsFirst { get; init; }
    public required Hash32 Salt { get; init; }
    public required long CreatedAt { get; init; }
    public required long ClaimedAt { get; init; }
    public long ClaimUntil => ClaimedAt + (14 * 86_400);
    public required long SubmittedAt { get; init; }
    public required long CompletedAt { get; init; }
    public required long? DueAt { get; init; }

    /// <summary>First of its ids in the timeline and in the ledger.</summary>
    public required long FirstMove { get; init; }
    public required long FirstEntry { get; init; }

    public bool IsComplete => Status == "COMPLETE";
    public bool IsSubmitted => Status is "COMPLETE" or "SUBMITTED";
    public long Deadline => SubmittedAt + 30 * 86_400;

    /// <summary>The states it went through, in order.</summary>
    public IReadOnlyList<string> Path =>
        Status switch
        {
            "OPEN" => ["OPEN"],
            "EXPIRED" or "CANCELLED" => ["OPEN", Status],
            "CLAIMED" => ["OPEN", "CLAIMED"],
            "SUBMITTED" => ["OPEN", "CLAIMED", "SUBMITTED"],
            _ => ["OPEN", "CLAIMED", "SUBMITTED", Status],
        };

    /// <summary>Ledger entries: the cost, and what its end gave back or earned.</summary>
    public int Entries =>
        Status switch
        {
            "COMPLETE" or "EXPIRED" or "CANCELLED" => 2,
            _ => 1,
        };

    /// <summary>When it reached the state at this place of its path.</summary>
    public long At(int step) =>
        step switch
        {
            0 => CreatedAt,
            1 => Path[1] == "CLAIMED" ? ClaimedAt : CompletedAt,
            2 => SubmittedAt,
            _ => CompletedAt,
        };
}
