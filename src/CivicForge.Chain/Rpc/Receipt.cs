using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>What a mined transaction did. Provisional until its block is final.</summary>
public sealed record Receipt(
    Hash32 TransactionHash,
    Hash32 BlockHash,
    ulong BlockNumber,
    bool Succeeded,
    ulong GasUsed,
    BigInteger EffectiveGasPrice,
    Address? ContractAddress,
    IReadOnlyList<Log> Logs
)
{
    internal static Receipt Read(JsonElement json) =>
        new(
            Json.Hash(json, "transactionHash"),
            Json.Hash(json, "blockHash"),
            Quantity.DecodeUInt64(json.GetProperty("blockNumber").GetString()),
            Quantity.Decode(json.GetProperty("status").GetString()).IsOne,
            Quantity.DecodeUInt64(json.GetProperty("gasUsed").GetString()),
            json.TryGetProperty("effectiveGasPrice", out var price)
                ? Quantity.Decode(price.GetString())
                : BigInteger.Zero,
            json.TryGetProperty("contractAddress", out var created) && created.ValueKind == JsonValueKind.String
                ? Chain.Address.Parse(created.GetString()!)
                : null,
            LogsOf(json.GetProperty("logs"))
        );

    private static IReadOnlyList<Log> LogsOf(JsonElement logs)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(logs));
        reader.Read();
        return Log.ReadAll(ref reader);
    }
}
