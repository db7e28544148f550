using CivicForge.Chain;

namespace CivicForge.Api.Anchoring;

/// <summary>A root on chain that is not ours.</summary>
public sealed record ForeignRoot(long BatchId, Hash32 Root, DateTime? AcknowledgedAt);
