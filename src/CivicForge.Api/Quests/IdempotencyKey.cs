using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>An <c>Idempotency-Key</c> of a creation: the same key and body give the same quest for 24 hours.</summary>
internal sealed class IdempotencyKey
{
    public required Address Member { get; init; }
    public required string Key { get; init; }
    public required Hash32 BodyHash { get; init; }
    public required Guid QuestId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
