using System.Text.Json;
using CivicForge.Chain.Transactions;

namespace CivicForge.Chain.Tests.Transactions;

public sealed class RlpTests
{
    [Fact]
    public void Items_are_encoded_as_by_viem_and_ethers_and_read_back()
    {
        foreach (var row in GoldenVectors.Rows("rlp", "encoded"))
        {
            var encoded = Encode(row.GetProperty("value"));
            if (row.TryGetProperty("encoded", out var expected)) Hex.Encode(encoded).ShouldBe(expected.GetString());
            else Prefix(encoded).ShouldBe((row.Text("encodedPrefix"), row.GetProperty("encodedBytes").GetInt32()));
            Encode(Rlp.Decode(encoded)).ShouldBe(encoded);
        }
    }

    [Fact]
    public void Whatever_is_not_the_shortest_encoding_is_refused()
    {
        foreach (var row in GoldenVectors.Rows("rlp", "refused")) Should.Throw<FormatException>(() => Rlp.Decode(row.Bytes("encoded")), row.Text("name"));
    }

    [Fact]
    public void Nesting_without_end_is_refused_before_the_stack_is_gone()
    {
        byte[] item = [0xc0];
        for (var i = 0; i < 20_000; i++) item = Rlp.EncodeList(item);
        Should.Throw<FormatException>(() => Rlp.Decode(item));
    }

    private static (string, int) Prefix(byte[] encoded) => (Hex.Encode(encoded.AsSpan(0, 4)), encoded.Length);

    private static byte[] Encode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => Rlp.EncodeList([.. value.EnumerateArray().Select(Encode)]),
        JsonValueKind.Object => Rlp.EncodeBytes([.. Enumerable.Repeat(Hex.Decode(value.Text("repeat"))[0], value.GetProperty("times").GetInt32())]),
        _ => Rlp.EncodeBytes(Hex.Decode(value.GetString()!)),
    };

    private static byte[] Encode(object item) => item is byte[] bytes ? Rlp.EncodeBytes(bytes) : Rlp.EncodeList([.. ((object[])item).Select(Encode)]);
}
