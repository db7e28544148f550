using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Monitoring;

/// <summary>What a query of Prometheus names.</summary>
internal static partial class Query
{
    private static readonly string[] Words = ["and", "or", "unless", "bool", "offset", "inf", "nan"];

    /// <summary>Its metrics: what is left without texts, labels, ranges, numbers and functions.</summary>
    internal static IEnumerable<string> Metrics(string query) =>
        Name()
            .Matches(Grouping().Replace(Labels().Replace(Texts().Replace(query, ""), ""), " "))
            .Select(match => match.Value)
            .Except(Words)
            .Distinct();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Texts();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"(?<![\w.])[a-z_][a-z0-9_]*\b(?!\s*\()", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
