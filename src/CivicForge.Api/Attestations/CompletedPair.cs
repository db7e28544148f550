using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Attestations;

/// <summary>What completion promises both parties (protocol §8). Times in unix seconds.</summary>
internal sealed record CompletionPromise(long CompletedAt, long AnchorBy, Hash32 Leaf);

/// <summary>Fourth stage: both signatures of a submission, the later of them about to be written, and the leaf that
/// they make.</summary>
internal sealed record CompletedPair(
    CompletedQuest Quest,
    Hash32 TitleHash,
    StoredAttestation ByCreator,
    StoredAttestation ByPerformer,
    CompletionPromise Promise
)
{
    /// <summary>Has a receipt for storage; the other one never was without its pair.</summary>
    public StoredAttestation First => ByCreator.StorageReceipt is null ? ByPerformer : ByCreator;

    public StoredAttestation Second => ByCreator.StorageReceipt is null ? ByCreator : ByPerformer;
}
