using System.Globalization;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Reading;

/// <summary>Which blocks are final on this chain: the node's <c>finalized</c> tag, or a depth below the head.</summary>
internal sealed record FinalityPolicy(long? Depth)
{
    /// <param name="text"><c>finalized</c>, or a number of blocks.</param>
    /// <exception cref="FormatException">Neither.</exception>
    internal static FinalityPolicy Parse(string text) =>
        text == "finalized" ? new(Depth: null)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? new(depth)
        : throw new FormatException($"Chain:Finality is '{text}'. Use 'finalized' (the node's tag) or a number of blocks below the head.");

    /// <summary>The newest final block; null when there is none yet, or the node does not know the tag.</summary>
    internal async Task<BlockRef?> FinalizedAsync(PatientNode node, BlockRef head, CancellationToken cancellationToken)
    {
        if (Depth is { } depth)
            return head.Number < depth ? null : depth == 0 ? head : BlockSource.RefOf(await node.BlockAsync(head.Number - depth, cancellationToken));
        try
        {
            return await node.BlockAsync(BlockId.Finalized, cancellationToken) is { } block ? BlockSource.RefOf(block) : null;
        }
        catch (RpcException e) when (e.Failure is RpcFailure.NotAvailable)
        {
            // geth says "finalized block not found" until the first one is: that is an absent tag, not a fault.
            return null;
        }
    }
}
