using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Rpc;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Transactions;

/// <summary>Asks the node what a call would do before anything is signed for it.</summary>
internal sealed class DryRun(ChainNode node, IOptions<TransactionOptions> options)
{
    private readonly ContractCalls _calls = new(node.Client);

    /// <summary>The node's estimate with our margin, no more than the gas of <paramref name="call"/> when it names any.
    /// The call is then run with exactly this limit: an estimate that is too low shows before it costs gas. Whoever is
    /// called sees the sender and the fees that the call names, so name those of the transaction.</summary>
    /// <returns>The gas limit to sign, or what the chain says against the call.</returns>
    /// <exception cref="RpcException">The node did not answer: nothing is known.</exception>
    public async Task<(long? GasLimit, RpcException? Refusal)> RunAsync(
        CallRequest call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var estimate = await _calls.EstimateGasAsync(call, cancellationToken);
            var limit = (ulong)
                UInt128.Min(
                    (UInt128)estimate * (UInt128)(100 + options.Value.GasMarginPercent) / 100,
                    call.Gas ?? long.MaxValue
                );
            return await RefusalAsync(call with { Gas = limit }, cancellationToken) is { } refusal
                ? (null, refusal)
                : ((long)limit, null);
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Reverted or RpcFailure.Refused)
        {
            return (null, e);
        }
    }

    /// <returns>What the chain says against the call with its gas limit; null when it would succeed.</returns>
    /// <exception cref="RpcException">The node did not answer: nothing is known.</exception>
    public async Task<RpcException?> RefusalAsync(CallRequest call, CancellationToken cancellationToken)
    {
        try
        {
            await _calls.CallAsync(call, BlockId.Latest, cancellationToken);
            return null;
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Reverted or RpcFailure.Refused)
        {
            return e;
        }
    }
}
