using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book;

/// <summary>What a day costs, on the page for operators, is what was measured times what the page assumes.</summary>
public sealed partial class CostTests
{
    private const decimal GweiOfL2 = 0.01m,
        GweiOfEthereum = 2m,
        DollarsOfEth = 3000m;

    private const int MostAnchorsADay = 144;

    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "deploying.md"));

    private static decimal Anchor => Measured("anchor a batch of any size");

    private static decimal ClaimAlone => Measured("claim at depth 16 with both signatures, known member");

    private static decimal ClaimOfTwenty => Measured("claimMany of 20 at depth 16, known members, each");

    [Fact]
    public void Gas_a_day_is_what_anchors_and_claims_were_measured_to_take()
    {
        foreach (var row in Rows("pairs a day | anchors, at most"))
        {
            var (pairs, anchors) = (row[0], Math.Min(row[0], MostAnchorsADay));
            row.ShouldBe([
                pairs,
                anchors,
                anchors * Anchor,
                Math.Round(pairs * ClaimOfTwenty),
                Math.Round(pairs * ClaimAlone),
            ]);
        }
    }

    [Fact]
    public void Dollars_a_day_are_that_gas_at_the_prices_that_the_page_assumes()
    {
        Page.ShouldContain(FormattableString.Invariant($"{GweiOfL2} gwei on an L2"));
        Page.ShouldContain(FormattableString.Invariant($"{GweiOfEthereum} gwei on Ethereum; 3,000 dollars"));
        foreach (var row in Rows("pairs a day | L2: anchors"))
        {
            var anchors = Math.Min(row[0], MostAnchorsADay) * Anchor;
            var all = anchors + row[0] * ClaimOfTwenty;
            row.ShouldBe([
                row[0],
                Dollars(anchors, GweiOfL2),
                Dollars(all, GweiOfL2),
                Dollars(anchors, GweiOfEthereum),
                Dollars(all, GweiOfEthereum),
            ]);
        }
    }

    private static decimal Dollars(decimal gas, decimal gwei) => Math.Round(gas * gwei / 1e9m * DollarsOfEth, 2);

    private static decimal Measured(string name)
    {
        using var results = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SourceTree.Root, "bench", "results", "gas.json"))
        );
        return results
            .RootElement.GetProperty("rows")
            .EnumerateArray()
            .Single(row => row.GetProperty("name").GetString()!.StartsWith(name, StringComparison.Ordinal))
            .GetProperty("ours")
            .GetDecimal();
    }

    private static List<decimal[]> Rows(string heading)
    {
        var rows = Page[Page.IndexOf("| " + heading, StringComparison.Ordinal)..]
            .Split('\n')
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => Number().Matches(line).Select(match => Parse(match.Value)).ToArray())
            .ToList();
        rows.Count.ShouldBe(3);
        return rows;
    }

    private static decimal Parse(string number) =>
        decimal.Parse(
            number,
            NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture
        );

    [GeneratedRegex(@"\d[\d,.]*")]
    private static partial Regex Number();
}
