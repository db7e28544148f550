using System.Numerics;
using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>Base fees (one more than the blocks asked for: the last is the next block's) and, a row a block, the
/// priority fees at the asked percentiles. Wei.</summary>
public sealed record FeeHistory(
    ulong OldestBlock,
    IReadOnlyList<BigInteger> BaseFeePerGas,
    IReadOnlyList<IReadOnlyList<BigInteger>> Rewards
)
{
    /// <summary>The median of what recent blocks took at the first asked percentile; zero when none took any, as empty
    /// blocks do.</summary>
    public BigInteger MedianPriorityFee
    {
        get
        {
            var paid = Rewards.Where(r => r.Count > 0).Select(r => r[0]).Where(r => !r.IsZero).Order().ToList();
            return paid.Count == 0 ? BigInteger.Zero : paid[paid.Count / 2];
        }
    }

    internal static FeeHistory Read(JsonElement json) =>
        new(
            Quantity.DecodeUInt64(json.GetProperty("oldestBlock").GetString()),
            [.. json.GetProperty("baseFeePerGas").EnumerateArray().Select(f => Quantity.Decode(f.GetString()))],
            json.TryGetProperty("reward", out var rewards) && rewards.ValueKind == JsonValueKind.Array
                ?
                [
                    .. rewards
                        .EnumerateArray()
                        .Select(r =>
                            (IReadOnlyList<BigInteger>)
                                [.. r.EnumerateArray().Select(f => Quantity.Decode(f.GetString()))]
                        ),
                ]
                : []
        );
}
