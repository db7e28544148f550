using CivicForge.Chain.Rpc;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;
using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace CivicForge.Chain.Web3.Rpc;

/// <summary>The calls that go before a transaction, by Nethereum over our transport: what would it do, how much gas
/// does it take, what do our contracts answer.</summary>
public sealed class ContractCalls(EthClient client)
{
    /// <summary>Runs a message without a transaction; the return data, which may be empty.</summary>
    /// <exception cref="RpcException">With <see cref="RpcFailure.Reverted"/> when it reverts.</exception>
    public async Task<byte[]> CallAsync(CallRequest call, BlockId block, CancellationToken cancellationToken) =>
        Hex.Decode(
            await Eth(cancellationToken)
                .Transactions.Call.SendRequestAsync(Input(call), new BlockAt(block))
                .ConfigureAwait(false)
        );

    /// <summary>The node's estimate.</summary>
    /// <exception cref="RpcException">With <see cref="RpcFailure.Reverted"/> when it would revert.</exception>
    public async Task<ulong> EstimateGasAsync(CallRequest call, CancellationToken cancellationToken)
    {
        var gas = (
            await Eth(cancellationToken).Transactions.EstimateGas.SendRequestAsync(Input(call)).ConfigureAwait(false)
        ).Value;
        return gas <= ulong.MaxValue
            ? (ulong)gas
            : throw new RpcException(RpcFailure.Garbage, "eth_estimateGas", $"{gas} does not fit in 64 bits.");
    }

    /// <summary>What a contract answers to a question.</summary>
    /// <exception cref="RpcException">There is no contract at the address, or its answer is not exactly one of this
    /// function.</exception>
    public async Task<TOutput> QueryAsync<TFunction, TOutput>(
        Address contract,
        TFunction question,
        BlockId block,
        CancellationToken cancellationToken
    )
        where TFunction : FunctionMessage
        where TOutput : class, IFunctionOutputDTO, new()
    {
        var answer = await CallAsync(new CallRequest(contract, question.GetCallData()), block, cancellationToken)
            .ConfigureAwait(false);
        if (Decode<TOutput>(answer) is { } output)
        {
            return output;
        }
        var reason =
            answer.Length == 0
                ? $"there is no contract at {contract}"
                : $"the contract at {contract} answered {answer.Length} bytes that are not a result";
        throw new RpcException(RpcFailure.Garbage, "eth_call", $"{typeof(TFunction).Name}: {reason}.");
    }

    private static TOutput? Decode<TOutput>(byte[] answer)
        where TOutput : class, IFunctionOutputDTO, new()
    {
        if (answer.Length == 0 || answer.Length % 32 != 0)
        {
            return null;
        }
        try
        {
            var output = new TOutput().DecodeOutput(Hex.Encode(answer));
            return Reencoding.IsExact(output, answer) ? output : null;
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private Nethereum.Contracts.Services.IEthApiContractService Eth(CancellationToken cancellationToken) =>
        new Nethereum.Web3.Web3(new NodeClient(client.Transport, cancellationToken)).Eth;

    private static CallInput Input(CallRequest call) =>
        new()
        {
            From = call.From?.ToString(),
            To = call.To?.ToString(),
            Data = Hex.Encode(call.Data),
            Gas = call.Gas is { } gas ? new HexBigInteger(gas) : null,
            MaxFeePerGas = call.MaxFeePerGas is { } fee ? new HexBigInteger(fee) : null,
            MaxPriorityFeePerGas = call.MaxPriorityFeePerGas is { } priority ? new HexBigInteger(priority) : null,
        };
}
