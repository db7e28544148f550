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
