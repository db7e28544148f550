using CivicForge.Chain.Rpc;

namespace CivicForge.Verifier.Node;

/// <summary>The verifier's own node, pinned to one finalized block, so that every step sees the same state. Whatever
/// the node does not answer makes a step inconclusive, never failed.</summary>
internal sealed class NodeView
{
    private readonly PatientNode? _node;
    private readonly Header? _finalized;
    private string? _problem;

    private NodeView(PatientNode? node, Header? finalized, string? problem) =>
        (_node, _finalized, _problem) = (node, finalized, problem);

    /// <summary>Asks the node for its chain id and its newest finalized block.</summary>
    /// <param name="node">Null when no node was named.</param>
    /// <param name="chainId">The chain that the proof was signed for.</param>
    internal static async Task<NodeView> OpenAsync(PatientNode? node, ulong chainId, Finality finality)
    {
        if (node is null)
        {
            return Without("No node was asked: name one with --rpc URL or CIVICFORGE_RPC.");
        }
        try
        {
            var actual = await node.ChainIdAsync().ConfigureAwait(false);
            if (actual != chainId)
            {
                return Without(
                    $"The node is on chain {actual}, the proof was signed for chain {chainId}: name a node of that "
                        + "chain with --rpc URL."
                );
            }
            return finality.Depth is { } depth
                ? await AtDepthAsync(node, depth).ConfigureAwait(false)
                : await AtTagAsync(node).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            return Without(Silence(e));
        }
    }

    /// <summary>No step asks a node.</summary>
    internal static NodeView Offline { get; } = Without("Needs a node; --offline asks none.");

    /// <summary>Runs a step against the node; inconclusive when there is none, or when it does not answer.</summary>
    internal async Task<Finding> AskAsync(Func<PatientNode, Header, Task<Finding>> step)
    {
        if (_problem is not null)
        {
            return Finding.Inconclusive(_problem);
        }
        try
        {
            return await step(_node!, _finalized!).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            // A node that has gone silent would cost every further step its whole deadline.
            if (e.Failure is RpcFailure.Timeout or RpcFailure.Unreachable)
            {
                _problem = Silence(e);
            }
            return Finding.Inconclusive(Silence(e));
        }
    }

    /// <summary>Why the node may not have seen the anchor yet, so that what it does not have says nothing against the
    /// proof; null when it must.</summary>
    internal static async Task<string?> BehindAsync(PatientNode node, Proof proof)
    {
        var (head, anchor) = (await node.HeadAsync().ConfigureAwait(false), proof.Anchor.Block.Number);
        if (head < anchor)
        {
            return $"Your node is at block {head}, the file says {anchor}: wait until it has caught up, or name "
                + "another with --rpc URL.";
        }
        return await node.IsSyncingAsync().ConfigureAwait(false)
            ? "Your node says that it is still syncing: wait until it has caught up, or name another with --rpc URL."
            : null;
    }

    private static async Task<NodeView> AtTagAsync(PatientNode node)
    {
        const string missing =
            "The node knows no finalized block. If its chain has none, say how many blocks deep is final enough: "
            + "--finality N.";
        try
        {
            return await node.HeaderAsync("finalized").ConfigureAwait(false) is { } finalized
                ? new NodeView(node, finalized, null)
                : Without(missing);
        }
        catch (RpcException e) when (e.Failure is RpcFailure.NotAvailable or RpcFailure.UnsupportedParameter)
        {
            return Without(missing);
        }
    }

    private static async Task<NodeView> AtDepthAsync(PatientNode node, ulong depth)
    {
        var head = await node.HeadAsync().ConfigureAwait(false);
        if (head < depth)
        {
            return Without($"The node is at block {head}; nothing is {depth} blocks deep yet.");
        }
        return await node.HeaderAsync(Quantity.Encode(head - depth)).ConfigureAwait(false) is { } block
            ? new NodeView(node, block, null)
            : Without($"The node has no block {head - depth}, although its head is at {head}.");
    }

    private static NodeView Without(string problem) => new(null, null, problem);

    private static string Silence(RpcException e) => $"The node gave no answer ({e.Message.TrimEnd('.')}).";
}
