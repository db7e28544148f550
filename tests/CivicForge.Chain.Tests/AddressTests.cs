using System.Text.Json;

namespace CivicForge.Chain.Tests;

public sealed class AddressTests
{
    [Fact]
    public void Addresses_are_written_with_the_checksum_of_EIP_55_and_read_in_both_forms()
    {
        foreach (var row in GoldenVectors.Rows("addresses", "checksummed"))
        {
            var address = row.Address("address");
            address.ToString().ShouldBe(row.Text("checksummed"));
            row.Address("checksummed").ShouldBe(address);
            Address.Parse("0x" + row.Text("address")[2..].ToUpperInvariant()).ShouldBe(address);
            Address.TryParseChecksummed(row.Text("checksummed"), out _).ShouldBeTrue();
        }
    }

    [Fact]
    public void Texts_that_are_no_address_are_refused()
    {
        foreach (var row in GoldenVectors.Rows("addresses", "refused"))
        {
            Address.TryParse(row.GetString(), out var address).ShouldBeFalse(row.GetString());
            address.IsZero.ShouldBeTrue();
            Should.Throw<FormatException>(() => Address.Parse(row.GetString()!));
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Address>(row.GetRawText()));
        }
    }

    [Fact]
    public void Hashes_are_ordered_as_unsigned_big_endian_numbers()
    {
        var small = Hash32.Parse("0x" + "00" + new string('f', 62));
        var large = Hash32.Parse("0x" + "80" + new string('0', 62));
        (small < large).ShouldBeTrue();
        small.CompareTo(large).ShouldBeLessThan(0);
        JsonSerializer.Deserialize<Hash32>(JsonSerializer.Serialize(large)).ShouldBe(large);
    }

    [Theory]
    [
        InlineData(null),
        InlineData(""),
        InlineData("0"),
        InlineData("0x0"),
        InlineData("0X00"),
        InlineData("0x0g"),
        InlineData("00"),
        InlineData("0x 0"),
        InlineData("0x00 ")
    ]
    public void Texts_that_are_no_hex_are_refused(string? text)
    {
        Hex.TryDecode(text, out var bytes).ShouldBeFalse();
        bytes.ShouldBeNull();
    }

    [Theory]
    [
        InlineData("0x", true),
        InlineData("0xab", true),
        InlineData("0xAB", false),
        InlineData("0xa", false),
        InlineData("ab", false),
        InlineData("0xag", false)
    ]
    public void The_wire_has_lower_case_digits_only(string text, bool canonical) =>
        Hex.IsCanonical(text).ShouldBe(canonical);
}
