using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>One look: how far the rows go and what the node says at that moment.</summary>
internal sealed class ChainLook(BlockSource source, ChainStore store, IndexerMetrics metrics, TimeProvider time)
{
    /// <summary>How far the rows go.</summary>
    internal Task<Position> OursAsync(CancellationToken cancellationToken) => store.PositionAsync(cancellationToken);

    /// <summary>What the node says where <paramref name="ours"/> end.</summary>
    internal async Task<Observation> NodeAsync(Position ours, CancellationToken cancellationToken)
    {
        var node = await source.ObserveAsync(ours, store.CanonicalHashAsync, cancellationToken);
        metrics.At(ours.Next - 1, ours.Finalized?.Number ?? -1, node.Head.Number, time.GetUtcNow());
        return node;
    }
}
