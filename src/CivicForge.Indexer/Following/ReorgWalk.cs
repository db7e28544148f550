using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>Finds the newest block that both forks hold, by following parent hashes down the node's fork: every call is
/// pinned to one fork, whatever the node answers in between.</summary>
internal sealed class ReorgWalk(PatientNode node, ChainStore store)
{
    /// <summary>What the walk found.</summary>
    internal abstract record Result
    {
        /// <summary>Go back to this block; null when not even the start block is shared.</summary>
        internal sealed record Ancestor(BlockRef? Block) : Result;

        /// <summary>The forks part below finality: a person decides.</summary>
        internal sealed record BelowFinality(string Reason) : Result;
    }

    /// <summary>Walks from the node's block at (or below) our last number. The starting point is read a second time at
    /// the end, so that a single wrong answer rewinds nothing.</summary>
    /// <exception cref="EvidenceException">The node moved on, or contradicts itself; nothing was decided.</exception>
    internal async Task<Result> RunAsync(Position ours, BlockRef from, CancellationToken cancellationToken)
    {
        var provisional = await store.CanonicalHashesAsync(
            ours.Finalized?.Number ?? ours.StartBlock,
            cancellationToken
        );
        var block = await node.BlockAsync(from.Hash, cancellationToken);
        while (!provisional.TryGetValue((long)block.Number, out var known) || known != block.Hash)
        {
            if (ours.Finalized is { } final && (long)block.Number <= final.Number)
            {
                await ConfirmAsync(from, cancellationToken);
                return new Result.BelowFinality(NextStep.FinalBlockChanged(final, block.Hash));
            }

            if ((long)block.Number <= ours.StartBlock)
            {
                await ConfirmAsync(from, cancellationToken);
                return new Result.Ancestor(null);
            }

            var parent = await node.BlockAsync(block.ParentHash, cancellationToken);
            if (parent.Number + 1 != block.Number)
            {
                throw new EvidenceException(
                    $"Block {block.Number} ({block.Hash}) names parent {parent.Hash}, which is block {parent.Number}."
                );
            }
            block = parent;
        }

        await ConfirmAsync(from, cancellationToken);
        return new Result.Ancestor(BlockSource.RefOf(block));
    }

    private async Task ConfirmAsync(BlockRef from, CancellationToken cancellationToken)
    {
        var again = await node.BlockAsync(from.Number, cancellationToken);
        if (again.Hash != from.Hash)
        {
            throw new EvidenceException(
                $"While walking back from block {from} the node moved to {again.Hash}. Nothing was rewound."
            );
        }
    }
}
