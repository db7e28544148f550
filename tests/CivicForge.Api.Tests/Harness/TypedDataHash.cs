using System.Numerics;
using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.TypedData;

namespace CivicForge.Api.Tests.Harness;

/// <summary>What a wallet does with <c>eth_signTypedData_v4</c>: hashes the JSON as it came, by its own types, with the
/// general encoder.</summary>
internal static class TypedDataHash
{
    public static Hash32 Of(JsonElement payload)
    {
        var types = payload
            .GetProperty("types")
            .EnumerateObject()
            .ToDictionary(
                t => t.Name,
                t =>
                    (IReadOnlyList<TypedDataField>)
                        [
                            .. t
                                .Value.EnumerateArray()
                                .Select(f => new TypedDataField(
                                    f.GetProperty("name").GetString()!,
                                    f.GetProperty("type").GetString()!
                                )),
                        ]
            );
        return new Eip712(types).Digest(
            payload.GetProperty("primaryType").GetString()!,
            Value(types, "EIP712Domain", payload.GetProperty("domain")),
            Value(types, payload.GetProperty("primaryType").GetString()!, payload.GetProperty("message"))
        );
    }

    private static Dictionary<string, object> Value(
        Dictionary<string, IReadOnlyList<TypedDataField>> types,
        string type,
        JsonElement json
    ) => types[type].ToDictionary(f => f.Name, f => Scalar(f.Type, json.GetProperty(f.Name)));

    private static object Scalar(string type, JsonElement json) =>
        type switch
        {
            "string" => json.GetString()!,
            "address" => Address.Parse(json.GetString()!),
            "bytes32" => Hash32.Parse(json.GetString()!),
            _ when type.StartsWith("bytes", StringComparison.Ordinal) => Hex.Decode(json.GetString()!),
            _ => BigInteger.Parse(json.GetRawText(), System.Globalization.CultureInfo.InvariantCulture),
        };
}
