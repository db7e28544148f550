using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Transactions;

namespace CivicForge.Api.Tests.Harness;

/// <summary>What a public node's pool asks for and anvil does not: a replacement pays a tenth more in both fields, and
/// no nonce lies beyond the next one.</summary>
/// <param name="threshold">The least that a replacement of this fee pays; nodes round it differently.</param>
internal sealed class GethPool(EthClient node, Func<BigInteger, BigInteger> threshold)
{
    private readonly Dictionary<(Address Sender, ulong Nonce), SignedTransaction> _best = [];

    /// <summary>Named rounding rules of the tenth: down, up, and strictly more.</summary>
    internal static Func<BigInteger, BigInteger> Rounding(string rule) =>
        rule switch
        {
            "down" => fee => fee * 110 / 100,
            "up" => fee => (fee * 110 + 99) / 100,
            "strictly more" => fee => fee * 110 / 100 + 1,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
        };

    /// <summary>How often it said no.</summary>
    internal List<string> Refusals { get; } = [];

    internal async Task<string?> RefusalAsync(byte[] raw)
    {
        var offered = SignedTransaction.Decode(raw);
        var pending = await node.GetTransactionCountAsync(offered.Sender, BlockId.Pending, default);
        var refusal =
            offered.Transaction.Nonce > pending
                ? $"nonce too high: next nonce {pending}, tx nonce {offered.Transaction.Nonce}"
                : ReplacementRefusal(offered);
        if (refusal is not null)
        {
            Refusals.Add(refusal);
        }
        else
        {
            _best[(offered.Sender, offered.Transaction.Nonce)] = offered;
        }
        return refusal;
    }

    private string? ReplacementRefusal(SignedTransaction offered) =>
        _best.TryGetValue((offered.Sender, offered.Transaction.Nonce), out var best)
        && best.Hash != offered.Hash
        && (
            offered.Transaction.MaxFeePerGas < threshold(best.Transaction.MaxFeePerGas)
            || offered.Transaction.MaxPriorityFeePerGas < threshold(best.Transaction.MaxPriorityFeePerGas)
        )
            ? "replacement transaction underpriced"
            : null;
}
