using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Reading;

/// <summary>Which blocks are final on this chain: the node's <c>finalized</c> tag, or a depth below the head.</summary>
internal sealed record FinalityPolicy(long? Depth)
{
    /// <summary>Until this block, a chain may not have made its first block final.</summary>
    private const long YoungChain = 1000;

    /// <param name="text"><c>finalized</c>, or a number of blocks.</param>
    /// <exception cref="FormatException">Neither.</exception>
    internal static FinalityPolicy Parse(string text) =>
        TryParse(text, out var policy)
            ? policy
            : throw new FormatException(
                $"Chain:Finality is '{text}'. Use 'finalized' (the node's tag) or a number of blocks below the head."
            );

    /// <summary>The same, for who has something to say of a text that is neither.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out FinalityPolicy? policy)
    {
        policy =
            text == "finalized" ? new(Depth: null)
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? new(depth)
            : null;
        return policy is not null;
    }

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
