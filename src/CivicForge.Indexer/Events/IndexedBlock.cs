using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Events;

/// <summary>A checked block with the logs of the followed contracts, ready to be stored.</summary>
internal sealed record IndexedBlock(
    BlockRef Ref,
    Hash32 ParentHash,
    DateTimeOffset Time,
    IReadOnlyList<IndexedLog> Logs
)
{
    /// <summary>What other contracts' logs left unproven about this block; stored as a finding with it.</summary>
    internal WeakEvidence? Weakness { get; init; }
}

/// <summary>Why a block's logs are believed on less evidence than usual.</summary>
/// <param name="Kind">Kind of the finding, a word of <c>docs/chain-schema.md</c>.</param>
/// <param name="Detail">The facts.</param>
internal sealed record WeakEvidence(string Kind, string Detail);

/// <summary>A checked log. <paramref name="Event"/> is null when its signature is unknown or its fields do not fit; the
/// log is kept raw then.</summary>
internal sealed record IndexedLog(
    int LogIndex,
    Hash32 TransactionHash,
    Address Contract,
    IReadOnlyList<Hash32> Topics,
    byte[] Data,
    ContractEvent? Event
);
