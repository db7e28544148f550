using CivicForge.Chain;

namespace CivicForge.Indexer.Following;

/// <summary>What to do next. Decided here without touching a node or the database; <see cref="ChainFollower"/> carries
/// it out.</summary>
internal abstract record NextStep
{
    private NextStep() { }

    /// <summary>Blocks that one <see cref="Extend"/> takes at most; they are committed together.</summary>
    internal const int LongestExtend = 64;

    /// <summary>Read blocks above finality one by one, each by its hash and checked against its parent; both ends
    /// included.</summary>
    internal sealed record Extend(long From, long To) : NextStep;

    /// <summary>Read final blocks as ranges, both ends included. With a contract: only its logs, below the cursor,
    /// which stays where it is.</summary>
    internal sealed record Backfill(long From, long To, Address? OnlyContract = null) : NextStep;

    /// <summary>The node's chain no longer holds our last block: walk back to the common ancestor.</summary>
    internal sealed record Rewind(BlockRef From) : NextStep;

    /// <summary>Nothing to read. <paramref name="Note"/> says why when that is not simply because we are at the
    /// head.</summary>
    internal sealed record Idle(string? Note = null) : NextStep;

    /// <summary>Something final has changed. Latched: nothing is read, nothing is deleted, a person decides.</summary>
    internal sealed record Halt(string Reason) : NextStep;

    internal static NextStep Decide(Position ours, Observation node)
    {
        if (ours.HaltedReason is { } latched)
        {
            return new Halt(latched);
        }
        if (node.Genesis is { } genesis && genesis != ours.Genesis)
        {
            return new Halt(
                $"The node was restarted as another chain with the same id: its genesis is {genesis}, the rows are "
                    + $"about {ours.Genesis}. "
                    + "Nothing was deleted. Point Chain:RpcUrl at the right node, or start with an empty database "
                    + "(sandbox: --fresh)."
            );
        }
        if (ours.Finalized is { } final && node.AtFinalized is { } other && other != final.Hash)
        {
            return new Halt(FinalBlockChanged(final, other));
        }
        if (ours.Last is { } last && Compare(ours, last, node) is { } divergence)
        {
            return divergence;
        }
        return Forward(ours, node);
    }

    /// <summary>Why <paramref name="final"/> is no longer what the node has, in words for the person who is
    /// paged.</summary>
    internal static string FinalBlockChanged(BlockRef final, Hash32 other) =>
        $"Block {final.Number} is final as {final.Hash}, but the node now has {other} there. The chain was "
        + "reorganised below finality, restarted or lost blocks. "
        + "Nothing was deleted. Check the node; if this chain is really new, start with an empty database "
        + "(sandbox: --fresh).";

    private static NextStep? Compare(Position ours, BlockRef last, Observation node)
    {
        if (node.Head.Number >= last.Number)
        {
            return node.AtLast is not { } same
                    ? new Idle($"The node names head {node.Head} but has no block {last.Number}.")
                : same == last.Hash ? null
                : new Rewind(last with { Hash = same });
        }
        if (node.OursAtHead is not { } known || known == node.Head.Hash)
        {
            return new Idle(
                $"The node's head {node.Head.Number} is behind block {last.Number} that was already read: it lags, "
                    + "or lost blocks."
            );
        }
        return ours.Finalized is { } final && node.Head.Number <= final.Number
            ? new Halt(FinalBlockChanged(new(node.Head.Number, known), node.Head.Hash))
            : new Rewind(node.Head);
    }

    private static NextStep Forward(Position ours, Observation node)
    {
        if (ours.Next > node.Head.Number)
        {
            return ours.Holes is [var hole, ..] ? new Backfill(hole.From, hole.To, hole.Contract) : new Idle();
        }
        return node.FinalizedSince(ours.Finalized) is { } final && final.Number >= ours.Next
            ? new Backfill(ours.Next, final.Number)
            : new Extend(ours.Next, Math.Min(node.Head.Number, ours.Next + LongestExtend - 1));
    }
}
