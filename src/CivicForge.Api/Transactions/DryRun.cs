using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Transactions;

/// <summary>Asks the node what a call would do before anything is signed for it.</summary>
internal sealed class DryRun(ChainNode node, IOptions<TransactionOptions> options)
{
    /// <summary>The node's estimate with our margin. The call is then run with exactly this limit: an estimate that is too low shows before it costs gas.</summary>
    /// <returns>The gas limit to sign, or what the chain says against the call.</returns>
    /// <exception cref="RpcException">The node did not answer: nothing is known.</exception>
    public async Task<(long? GasLimit, RpcException? Refusal)> RunAsync(Address from, Address to, byte[] data, CancellationToken cancellationToken)
    {
        try
        {
            var estimate = await node.Client.EstimateGasAsync(new CallRequest(to, data) { From = from }, cancellationToken);
            var limit = (long)UInt128.Min((UInt128)estimate * (UInt128)(100 + options.Value.GasMarginPercent) / 100, long.MaxValue);
            return await RefusalAsync(from, to, data, limit, cancellationToken) is { } refusal ? (null, refusal) : (limit, null);
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Reverted or RpcFailure.Refused)
        {
            return (null, e);
        }
    }

    /// <returns>What the chain says against the call with this gas limit; null when it would succeed.</returns>
    /// <exception cref="RpcException">The node did not answer: nothing is known.</exception>
    public async Task<RpcException?> RefusalAsync(Address from, Address to, byte[] data, long gasLimit, CancellationToken cancellationToken)
    {
        try
        {
            await node.Client.CallAsync(new CallRequest(to, data) { From = from, Gas = (ulong)gasLimit }, BlockId.Latest, cancellationToken);
            return null;
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Reverted or RpcFailure.Refused)
        {
            return e;
        }
    }
}
