namespace CivicForge.Chain.Protocol;

/// <summary>What the contracts need beside the leaf to check both signatures (protocol §7). Deadlines in unix seconds;
/// signatures as stored.</summary>
public sealed record SignedTerms(
    Hash32 TitleHash,
    bool Exceptional,
    ulong CreatorDeadline,
    ulong PerformerDeadline,
    byte[] CreatorSignature,
    byte[] PerformerSignature
);
