using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>Blocks above finality: read one by one, stored together.</summary>
internal sealed class Extension(BlockSource source, ChainStore store, IndexerMetrics metrics)
{
    /// <summary>Reads and stores the step's blocks, in one transaction.</summary>
    /// <exception cref="EvidenceException">A check failed; nothing was stored.</exception>
    internal async Task RunAsync(
        long fence,
        NextStep.Extend step,
        Position ours,
        Observation node,
        CancellationToken cancellationToken
    )
    {
        var blocks = await source.BlocksAsync(step.From, step.To, ours.Last, cancellationToken);
        var logs = await store.AppendAsync(
            fence,
            step.From,
            blocks,
            blocks[^1].Ref,
            node.FinalizedSince(ours.Finalized),
            node.Head,
            cancellationToken
        );
        metrics.Stored(blocks.Count, logs);
    }
}
