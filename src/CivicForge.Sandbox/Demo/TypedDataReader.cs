using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CivicForge.Chain;
using Nethereum.ABI.EIP712;

namespace CivicForge.Sandbox.Demo;

/// <summary>Reads the JSON of <c>eth_signTypedData_v4</c> for Nethereum. Its own reader takes a title that looks like
/// a date for one, and writes it
/// back in another form: the digest would be of a text that nobody saw.</summary>
internal static class TypedDataReader
{
    private const string Domain = "EIP712Domain";

    public static TypedDataRaw Read(JsonElement payload)
    {
        var types = payload
            .GetProperty("types")
            .EnumerateObject()
            .ToDictionary(
                type => type.Name,
                type =>
                    type.Value.EnumerateArray()
                        .Select(member => new MemberDescription
                        {
                            Name = Text(member, "name"),
                            Type = Text(member, "type"),
                        })
                        .ToArray(),
                StringComparer.Ordinal
            );
        var primaryType = Text(payload, "primaryType");
        return new TypedDataRaw
        {
            Types = types,
            PrimaryType = primaryType,
            DomainRawValues = Members(types, Domain, payload.GetProperty("domain")),
            Message = Members(types, primaryType, payload.GetProperty("message")),
        };
    }

    private static MemberValue[] Members(
        Dictionary<string, MemberDescription[]> types,
        string type,
        JsonElement json
    ) =>
        [
            .. types[type]
                .Select(member => new MemberValue
                {
                    TypeName = member.Type,
                    Value = Value(types, member.Type, json.GetProperty(member.Name)),
                }),
        ];

    private static object Value(Dictionary<string, MemberDescription[]> types, string type, JsonElement json)
    {
        if (type.EndsWith(']'))
        {
            var element = type[..type.LastIndexOf('[')];
            var items = json.EnumerateArray().Select(item => Value(types, element, item));
            return types.ContainsKey(element) ? items.Cast<MemberValue[]>().ToList() : items.ToList();
        }

        if (types.ContainsKey(type))
        {
            return Members(types, type, json);
        }
        if (type is "bool")
        {
            return json.GetBoolean();
        }
        if (type is "string" or "address")
        {
            return json.GetString()!;
        }
        if (type.StartsWith("bytes", StringComparison.Ordinal))
        {
            return Hex.Decode(json.GetString()!);
        }
        return BigInteger.Parse(json.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
