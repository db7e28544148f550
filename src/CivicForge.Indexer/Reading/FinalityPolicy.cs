using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Reading;

/// <summary>Which blocks are final on this chain: the node's <c>finalized</c> tag, or a depth below the head.</summary>
internal sealed record FinalityPolicy(long? Depth)
{
    /// <summary>Until this block, a chain may not have made its first block final.</summary>
    private const long YoungChain = 1000;

    /// <summary>The newest final block, null when there is none yet; and why there may never be one, in words that say
    /// what to set.</summary>
    internal async Task<(BlockRef? Block, string? Problem)> FinalizedAsync(
        PatientNode node,
        BlockRef head,
        CancellationToken cancellationToken
    )
    {
        if (Depth is { } depth)
        {
            return (
                head.Number < depth ? null
                : depth == 0 ? head
                : BlockSource.RefOf(await node.BlockAsync(head.Number - depth, cancellationToken)),
                null
            );
        }
        try
        {
            return await node.BlockAsync(BlockId.Finalized, cancellationToken) is { } block
                ? (BlockSource.RefOf(block), null)
                : (null, Absent(head, "it answers null"));
        }
        catch (RpcException e) when (e.IsMissing)
        {
            // geth says "finalized block not found" until the first one is: on a young chain that is not a fault.
            return (null, Absent(head, e.Message));
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Refused or RpcFailure.UnsupportedParameter)
        {
            return (null, Unknown(e.Message));
        }
    }

    private static string? Absent(BlockRef head, string answer) => head.Number < YoungChain ? null : Unknown(answer);

    private static string Unknown(string answer) =>
        $"The node names no final block ({answer.TrimEnd('.')}), so that nothing becomes final. If this chain has "
        + "no 'finalized' tag, set Chain:Finality to a number of blocks below the head.";
}
