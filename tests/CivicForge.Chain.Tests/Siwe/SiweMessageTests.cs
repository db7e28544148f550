using System.Globalization;
using CivicForge.Chain.Siwe;

namespace CivicForge.Chain.Tests.Siwe;

public sealed class SiweMessageTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Refused => GoldenVectors.Cases("siwe", "refused");

    [Fact]
    public void Messages_written_by_viem_are_read_as_the_reference_parser_reads_them()
    {
        foreach (var row in GoldenVectors.Rows("siwe", "accepted"))
        {
            var (message, expected) = (row.Text("message"), row.GetProperty("fields"));
            var read = SiweMessage.Parse(message, out var fault).ShouldNotBeNull(fault + "\n" + message);
            (read.Scheme ?? "").ShouldBe(expected.Text("scheme"));
            read.Domain.ShouldBe(expected.Text("domain"));
            read.Address.ShouldBe(expected.Address("address"));
            (read.Statement ?? "").ShouldBe(expected.Text("statement"));
            read.Uri.ShouldBe(expected.Text("uri"));
            read.ChainId.ShouldBe(expected.GetProperty("chainId").GetUInt64());
            read.Nonce.ShouldBe(expected.Text("nonce"));
            read.IssuedAt.ShouldBe(Time(expected.Text("issuedAt")));
            (read.ExpirationTime is { } e ? e : (DateTimeOffset?)null).ShouldBe(
                expected.Text("expirationTime") is { Length: > 0 } text ? Time(text) : null
            );
            (read.NotBefore is { } n ? n : (DateTimeOffset?)null).ShouldBe(
                expected.Text("notBefore") is { Length: > 0 } from ? Time(from) : null
            );
            (read.RequestId ?? "").ShouldBe(expected.Text("requestId"));
            read.Resources.ShouldBe(expected.GetProperty("resources").EnumerateArray().Select(r => r.GetString()!));
            read.ToString().ShouldBe(message);
        }
    }

    [Fact]
    public void Times_in_any_zone_are_the_same_moment()
    {
        foreach (var row in GoldenVectors.Rows("siwe", "zones"))
        {
            SiweMessage
                .Parse(row.Text("message"), out _)!
                .IssuedAt.ToUnixTimeMilliseconds()
                .ShouldBe(row.GetProperty("unixMilliseconds").GetInt64());
        }
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_the_reference_parser_refuses_is_refused_with_a_reason(int index, string name)
    {
        var row = GoldenVectors.Row("siwe", "refused", index);
        SiweMessage.Parse(row.Text("message"), out var fault).ShouldBeNull(name);
        fault.ShouldNotBeEmpty();
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
