using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>A transaction that a node knows; block members are null while it is pending.</summary>
public sealed record TransactionInfo(
    Hash32 Hash,
    Address From,
    ulong Nonce,
    Address? To,
    byte[] Input,
    Hash32? BlockHash,
    ulong? BlockNumber
)
{
    internal static TransactionInfo Read(JsonElement json) =>
        new(
            Json.Hash(json, "hash"),
            Json.Address(json, "from"),
            Quantity.DecodeUInt64(json.GetProperty("nonce").GetString()),
            json.TryGetProperty("to", out var to) && to.ValueKind == JsonValueKind.String
                ? Address.Parse(to.GetString()!)
                : null,
            Json.Bytes(json, "input"),
            json.TryGetProperty("blockHash", out var hash) && hash.ValueKind == JsonValueKind.String
                ? Hash32.Parse(hash.GetString()!)
                : null,
            json.TryGetProperty("blockNumber", out var number) && number.ValueKind == JsonValueKind.String
                ? Quantity.DecodeUInt64(number.GetString())
                : null
        );
}
