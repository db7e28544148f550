using System.Numerics;
using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>A block header with the hashes of its transactions. Timestamp in unix seconds, base fee in wei.</summary>
public sealed record Block(
    ulong Number,
    Hash32 Hash,
    Hash32 ParentHash,
    ulong Timestamp,
    byte[] LogsBloom,
    BigInteger? BaseFeePerGas,
    ulong GasLimit,
    ulong GasUsed,
    IReadOnlyList<Hash32> TransactionHashes
)
{
    internal static Block Read(JsonElement json) =>
        new(
            Quantity.DecodeUInt64(json.GetProperty("number").GetString()),
            Json.Hash(json, "hash"),
            Json.Hash(json, "parentHash"),
            Quantity.DecodeUInt64(json.GetProperty("timestamp").GetString()),
            Json.Bytes(json, "logsBloom"),
            json.TryGetProperty("baseFeePerGas", out var fee) && fee.ValueKind == JsonValueKind.String
                ? Quantity.Decode(fee.GetString())
                : null,
            Quantity.DecodeUInt64(json.GetProperty("gasLimit").GetString()),
            Quantity.DecodeUInt64(json.GetProperty("gasUsed").GetString()),
            [
                .. json.GetProperty("transactions")
                    .EnumerateArray()
                    .Select(t =>
                        Hash32.Parse(
                            (t.ValueKind == JsonValueKind.Object ? t.GetProperty("hash") : t).GetString() ?? ""
                        )
                    ),
            ]
        );
}
