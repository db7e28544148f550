using CivicForge.Chain.Rpc;

namespace CivicForge.Verifier.Node;

/// <summary>The verifier's own node, pinned to one finalized block, so that every step sees the same state. Whatever the node does not answer
/// makes a step inconclusive, never failed.</summary>
internal sealed class NodeView
{
    private readonly EthClient? _client;
    private readonly Block? _finalized;
    private string? _problem;

    private NodeView(EthClient? client, Block? finalized, string? problem) => (_client, _finalized, _problem) = (client, finalized, problem);

    /// <summary>Asks the node for its chain id and its newest finalized block.</summary>
    /// <param name="client">Null when no node was named.</param>
    /// <param name="chainId">The chain that the proof was signed for.</param>
    internal static async Task<NodeView> OpenAsync(EthClient? client, ulong chainId, CancellationToken cancellationToken)
    {
        if (client is null) return new NodeView(null, null, "No node was asked: name one with --rpc URL or CIVICFORGE_RPC.");
        try
        {
            var actual = await client.ChainIdAsync(cancellationToken).ConfigureAwait(false);
            if (actual != chainId) return new NodeView(null, null, $"The node is on chain {actual}, the proof was signed for chain {chainId}: name a node of that chain with --rpc URL.");
            var finalized = await client.GetBlockAsync(BlockId.Finalized, cancellationToken).ConfigureAwait(false);
            return finalized is null ? new NodeView(null, null, "The node knows no finalized block yet.") : new NodeView(client, finalized, null);
        }
        catch (RpcException e)
        {
            return new NodeView(null, null, Silence(e));
        }
    }

    /// <summary>No step asks a node.</summary>
    internal static NodeView Offline { get; } = new(null, null, "Needs a node; --offline asks none.");

    /// <summary>Runs a step against the node; inconclusive when there is none, or when it does not answer.</summary>
    internal async Task<Finding> AskAsync(Func<EthClient, Block, Task<Finding>> step)
    {
        if (_problem is not null) return Finding.Inconclusive(_problem);
        try
        {
            return await step(_client!, _finalized!).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            // A node that has gone silent would cost every further step its whole deadline.
            if (e.Failure is RpcFailure.Timeout or RpcFailure.Unreachable) _problem = Silence(e);
            return Finding.Inconclusive(Silence(e));
        }
    }

    private static string Silence(RpcException e) => $"The node gave no answer ({e.Message.TrimEnd('.')}).";
}
