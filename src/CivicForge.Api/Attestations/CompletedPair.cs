using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Attestations;

/// <summary>What completion promises both parties (protocol §8), with the receipts that say so, 65 bytes each. Times in
/// unix seconds.</summary>
internal sealed record CompletionPromise(
    long CompletedAt,
    long AnchorBy,
    Hash32 Leaf,
    byte[] CreatorReceipt,
    byte[] PerformerReceipt
)
{
    public byte[] Receipt(AttestationRole role) => role == AttestationRole.Creator ? CreatorReceipt : PerformerReceipt;
}

/// <summary>Fourth stage: both signatures of a submission, the later of them about to be written, and the leaf that
/// they make.</summary>
/// <param name="At">The database's clock, under the lock.</param>
internal sealed record CompletedPair(
    CompletedQuest Quest,
    Hash32 TitleHash,
    StoredAttestation ByCreator,
    StoredAttestation ByPerformer,
    CompletionPromise Promise,
    DateTime At
)
{
    /// <summary>Has no receipt for storage: it never was without its pair.</summary>
    public StoredAttestation Second => ByCreator.StorageReceipt is null ? ByCreator : ByPerformer;
}
