using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>An event log of a mined block.</summary>
public sealed record Log(
    Address Address,
    IReadOnlyList<Hash32> Topics,
    byte[] Data,
    ulong BlockNumber,
    Hash32 BlockHash,
    Hash32 TransactionHash,
    uint TransactionIndex,
    uint LogIndex,
    bool Removed
)
{
    internal static Log Read(JsonElement json) =>
        new(
            Json.Address(json, "address"),
            [.. json.GetProperty("topics").EnumerateArray().Select(t => Hash32.Parse(t.GetString() ?? ""))],
            Json.Bytes(json, "data"),
            Quantity.DecodeUInt64(json.GetProperty("blockNumber").GetString()),
            Json.Hash(json, "blockHash"),
            Json.Hash(json, "transactionHash"),
            checked((uint)Quantity.DecodeUInt64(json.GetProperty("transactionIndex").GetString())),
            checked((uint)Quantity.DecodeUInt64(json.GetProperty("logIndex").GetString())),
            json.TryGetProperty("removed", out var removed) && removed.ValueKind == JsonValueKind.True
        );
}
