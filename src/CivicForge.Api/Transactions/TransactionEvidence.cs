using System.Numerics;
using CivicForge.Chain;

namespace CivicForge.Api.Transactions;

/// <summary>Where a receipt says an attempt is.</summary>
/// <param name="FeePaid">In wei: its gas at the price that its receipt names.</param>
/// <param name="IsCanonical">The block hash equals the header that the node serves at this number.</param>
internal sealed record Inclusion(
    Hash32 TransactionHash,
    long BlockNumber,
    Hash32 BlockHash,
    bool IsCanonical,
    bool Succeeded,
    BigInteger FeePaid = default
);

/// <summary>What one reading of the chain says about one transaction. Only a reading without a failed call becomes
/// evidence.</summary>
/// <param name="Inclusions">Receipts over all attempts; an attempt without a receipt has none.</param>
/// <param name="KnownToNode">Attempts that the node knows, in a block or in its pool.</param>
/// <param name="NonceAtHead">Transactions the sender has in the canonical chain up to the head.</param>
/// <param name="NonceAtFinalized">The same up to the finalized block.</param>
/// <param name="HasEffect">Whether the contract's state at the inclusion's block hash shows what the transaction was
/// for; null without a successful inclusion.</param>
internal sealed record TransactionEvidence(
    IReadOnlyList<Inclusion> Inclusions,
    IReadOnlySet<Hash32> KnownToNode,
    long NonceAtHead,
    long NonceAtFinalized,
    long FinalizedNumber,
    bool? HasEffect
)
{
    public Inclusion? CanonicalInclusion => Inclusions.FirstOrDefault(i => i.IsCanonical);
}
