using System.Text.Json;
using CivicForge.Chain.Transactions;

namespace CivicForge.Chain.Tests.Transactions;

public sealed class RlpTests
{
    [Fact]
    public void What_viem_and_ethers_encode_is_read()
    {
        foreach (var row in GoldenVectors.Rows("rlp", "encoded"))
        {
            var encoded = NethereumRlp.Encode(Item(row.GetProperty("value")));
            if (row.TryGetProperty("encoded", out var expected))
            {
                Hex.Encode(encoded).ShouldBe(expected.GetString());
            }
            else
            {
                Prefix(encoded).ShouldBe((row.Text("encodedPrefix"), row.GetProperty("encodedBytes").GetInt32()));
            }
            NethereumRlp.Encode(Rlp.Decode(encoded)).ShouldBe(encoded);
        }
    }

    [Fact]
    public void Whatever_is_not_the_shortest_encoding_is_refused()
    {
        foreach (var row in GoldenVectors.Rows("rlp", "refused"))
        {
            Should.Throw<FormatException>(() => Rlp.Decode(row.Bytes("encoded")), row.Text("name"));
        }
    }

    [Fact]
    public void Nesting_without_end_is_refused_before_the_stack_is_gone()
    {
        byte[] item = [0xc0];
        for (var i = 0; i < 20_000; i++)
        {
            item = Nethereum.RLP.RLP.EncodeList(item);
        }
        Should.Throw<FormatException>(() => Rlp.Decode(item));
    }

    private static (string, int) Prefix(byte[] encoded) => (Hex.Encode(encoded.AsSpan(0, 4)), encoded.Length);

    private static object Item(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(Item).ToArray(),
            JsonValueKind.Object => Enumerable
                .Repeat(Hex.Decode(value.Text("repeat"))[0], value.GetProperty("times").GetInt32())
                .ToArray(),
            _ => Hex.Decode(value.GetString()!),
        };
}
