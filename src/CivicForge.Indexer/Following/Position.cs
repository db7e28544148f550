using CivicForge.Chain;

namespace CivicForge.Indexer.Following;

/// <summary>A block's number and hash: a number alone names a different block after a reorg.</summary>
internal readonly record struct BlockRef(long Number, Hash32 Hash)
{
    public override string ToString() => $"{Number} ({Hash})";
}

/// <summary>Blocks of one contract that were never read although the cursor has passed them and they are final: it was
/// registered late.</summary>
internal readonly record struct Hole(Address Contract, long From, long To);

/// <summary>How far the rows go.</summary>
/// <param name="StartBlock">First block that is read.</param>
/// <param name="Last">Last block read; null before the first.</param>
/// <param name="Finalized">Last block read that is final; null before the first.</param>
/// <param name="HaltedReason">Set once a reorg below finality was seen; only a person clears it.</param>
/// <param name="Holes">Unread final blocks below <paramref name="Last"/>, lowest first.</param>
/// <param name="Genesis">Block 0 of the chain that the rows are about.</param>
internal sealed record Position(
    long StartBlock,
    BlockRef? Last,
    BlockRef? Finalized,
    string? HaltedReason,
    IReadOnlyList<Hole> Holes,
    Hash32 Genesis
)
{
    internal long Next => Last is { } last ? last.Number + 1 : StartBlock;
}

/// <summary>What the node says, in one poll.</summary>
/// <param name="Head">Its newest block.</param>
/// <param name="Finalized">Its newest final block by the policy; null when it names none.</param>
/// <param name="AtLast">Its block at our <see cref="Position.Last"/>'s number; null when it has none there.</param>
/// <param name="AtFinalized">Its block at our <see cref="Position.Finalized"/>'s number; null when it has none
/// there.</param>
/// <param name="OursAtHead">Our canonical block at its head's number, read only when the head is below our last block;
/// null when we hold none.</param>
/// <param name="Genesis">Its block 0, read only when the head is below our last block.</param>
internal sealed record Observation(
    BlockRef Head,
    BlockRef? Finalized,
    Hash32? AtLast,
    Hash32? AtFinalized,
    Hash32? OursAtHead,
    Hash32? Genesis
)
{
    /// <summary>Why the node names no final block, when that is no matter of waiting.</summary>
    internal string? FinalityProblem { get; init; }

    /// <summary>The final block to believe. A tag that is absent, goes back, or lies above the head changes
    /// nothing.</summary>
    internal BlockRef? FinalizedSince(BlockRef? known) =>
        Finalized is { } said && said.Number <= Head.Number && said.Number > (known?.Number ?? -1) ? said : known;
}
