using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>The long tier is more of what the default run shows already: a theory that has cases there has one in the
/// default run too.</summary>
public sealed partial class LongTier
{
    [Fact]
    public void Every_theory_of_the_long_tier_has_a_case_in_the_default_run() =>
        Campaigns()
            .Where(test => !test.HasDefaultCase)
            .Select(test => test.Name)
            .ShouldBeEmpty("take the trait off one of its cases");

    [Fact]
    public void The_campaigns_of_faults_are_among_them() =>
        new[]
        {
            "Whatever_happens_every_pair_is_anchored_exactly_once",
            "Whatever_happens_the_rows_end_as_the_chain_says",
        }.ShouldBeSubsetOf(Campaigns().Select(test => test.Name));

    private static IEnumerable<(string Name, bool HasDefaultCase)> Campaigns() =>
        from file in SourceTree.Files("tests", ".cs")
        where !file.EndsWith(nameof(LongTier) + ".cs", StringComparison.Ordinal)
        from Match test in Test().Matches(File.ReadAllText(file))
        let cases = test.Groups[1]
            .Value.Split('\n')
            .Where(line => line.Contains("InlineData", StringComparison.Ordinal))
            .ToList()
        where cases.Any(IsLong)
        select (test.Groups[2].Value, cases.Any(line => !IsLong(line)));

    private static bool IsLong(string line) => line.Contains("\"Tier\", \"Long\"", StringComparison.Ordinal);

    /// <summary>Attributes, one a line, and the name of the method below them.</summary>
    [GeneratedRegex(@"((?:^[ \t]*\[.*\]\r?\n)+)[ \t]*public (?:async )?\w[\w<>]* (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();
}
