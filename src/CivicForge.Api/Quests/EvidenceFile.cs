using CivicForge.Chain;

namespace CivicForge.Api.Quests;

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
}

/// <summary>An <c>Idempotency-Key</c> of a creation: the same key and body give the same quest for 24 hours.</summary>
internal sealed class IdempotencyKey
{
    public required Address Member { get; init; }
    public required string Key { get; init; }
    public required Hash32 BodyHash { get; init; }
    public required Guid QuestId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
