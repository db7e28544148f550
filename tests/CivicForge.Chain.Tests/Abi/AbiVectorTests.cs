using System.Collections;
using System.Numerics;
using System.Text.Json;
using CivicForge.Chain.Abi;

namespace CivicForge.Chain.Tests.Abi;

public sealed class AbiVectorTests
{
    [Fact]
    public void Values_are_encoded_as_by_viem_and_ethers_and_read_back()
    {
        foreach (var row in GoldenVectors.Rows("abi", "encoded"))
        {
            var types = Types(row);
            var encoded = AbiEncoder.Encode(types, Values(row.GetProperty("values")));
            Hex.Encode(encoded).ShouldBe(row.Text("encoded"), row.Text("types"));
            Canonical(AbiDecoder.Decode(types, encoded))
                .ShouldBe(Canonical(Values(row.GetProperty("values"))), row.Text("types"));
        }
    }

    [Fact]
    public void Calls_of_the_contracts_are_encoded_as_by_viem_and_ethers()
    {
        foreach (var row in GoldenVectors.Rows("abi", "calls"))
        {
            var function = new AbiFunction(row.Text("signature"));
            Hex.Encode(function.Selector).ShouldBe(row.Text("selector"));
            Hex.Encode(function.Encode(Values(row.GetProperty("values"))))
                .ShouldBe(row.Text("data"), row.Text("signature"));
        }
    }

    [Fact]
    public void Data_that_ends_before_what_it_announces_is_refused()
    {
        foreach (var row in GoldenVectors.Rows("abi", "refused"))
        {
            Should.Throw<FormatException>(() => AbiDecoder.Decode(Types(row), row.Bytes("data")), row.Text("name"));
        }
    }

    [Fact]
    public void A_truncated_encoding_of_anything_is_refused_or_read_but_never_overrun()
    {
        foreach (var row in GoldenVectors.Rows("abi", "encoded"))
        {
            var data = row.Bytes("encoded");
            for (var length = 0; length < data.Length; length++)
            {
                try
                {
                    Canonical(AbiDecoder.Decode(Types(row), data.AsSpan(0, length)))
                        .ShouldBe(Canonical(Values(row.GetProperty("values"))), "only padding may miss");
                }
                catch (FormatException)
                {
                    continue;
                }
            }
        }
    }

    [Theory]
    [InlineData("uint8", "0x0000000000000000000000000000000000000000000000000000000000000100")]
    [InlineData("int8", "0x0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("bool", "0x0000000000000000000000000000000000000000000000000000000000000002")]
    [InlineData("address", "0x0000000000000000000000010000000000000000000000000000000000000000")]
    [InlineData("bytes4", "0x0000000001000000000000000000000000000000000000000000000000000000")]
    public void Dirty_padding_is_refused(string type, string word) =>
        Should.Throw<FormatException>(() => AbiDecoder.Decode([AbiType.Parse(type)], Hex.Decode(word)));

    [Theory]
    [
        InlineData("uint"),
        InlineData("uint9"),
        InlineData("uint08"),
        InlineData("int264"),
        InlineData("bytes33"),
        InlineData("bytes0"),
        InlineData("uint8[-1]")
    ]
    [
        InlineData(""),
        InlineData("[]"),
        InlineData("string2"),
        InlineData("(uint8"),
        InlineData("uint8[1"),
        InlineData("(uint8,)"),
        InlineData("(,uint8)"),
        InlineData("(uint8))")
    ]
    public void Only_types_of_the_specification_are_parsed(string text)
    {
        if (text == "uint")
        {
            AbiType.Parse(text).ToString().ShouldBe("uint256");
        }
        else
        {
            Should.Throw<FormatException>(() => AbiType.Parse(text));
        }
    }

    private static AbiType[] Types(JsonElement row) =>
        [.. row.GetProperty("types").EnumerateArray().Select(t => AbiType.Parse(t.GetString()!))];

    private static object[] Values(JsonElement list) => [.. list.EnumerateArray().Select(Value)];

    private static object Value(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Array => Values(json),
            JsonValueKind.String => json.GetString()!,
            _ => json.GetBoolean(),
        };

    internal static string Canonical(object value) =>
        value switch
        {
            string text => text.StartsWith("0x", StringComparison.Ordinal) ? text.ToLowerInvariant() : text,
            byte[] bytes => Hex.Encode(bytes),
            BigInteger number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Canonical))}]",
            Address address => Hex.Encode(address.Bytes),
            _ => value.ToString()!,
        };
}
