using CivicForge.Chain;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>A file as uploaded, byte for byte, found by its SHA-256.</summary>
internal sealed class EvidenceFile
{
    public const int MaxSize = 10 * 1024 * 1024;
    public const int MaxPerQuest = 10;

    public required Guid QuestId { get; init; }
    public required Hash32 Sha256 { get; init; }

    /// <summary>Null after erasure.</summary>
    public required byte[]? Bytes { get; init; }
    public required int Size { get; init; }
    public required string MediaType { get; init; }
    public required Address UploadedBy { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Of a submission that went back: its parties may read it until the next submission, which lists it or
    /// ends it.</summary>
    public bool IsFormer { get; init; }
}

/// <summary>What a member has uploaded in a day (UTC), also what was removed again: it bounds the work, not the
/// place.</summary>
internal sealed class EvidenceDay
{
    public required Address Member { get; init; }
    public required DateOnly Day { get; init; }
    public required long Bytes { get; init; }
}
