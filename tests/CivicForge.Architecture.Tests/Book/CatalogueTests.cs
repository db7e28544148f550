using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book;

/// <summary>Lists of the book that are tests or programs elsewhere: faults, and invariants of the audit.</summary>
public sealed partial class CatalogueTests
{
    [Fact]
    public void Every_fault_of_the_catalogue_is_a_test_and_every_such_test_is_in_the_catalogue()
    {
        var page = Read("docs/anchoring-and-indexing.md");
        var catalogue = page[page.IndexOf("## Fault catalogue", StringComparison.Ordinal)..];
        var listed = Listed().Matches(catalogue).Select(match => match.Value).ToHashSet();
        var tested = new[] { "tests/CivicForge.Api.Tests", "tests/CivicForge.Indexer.Tests" }
            .SelectMany(folder => SourceTree.Files(folder, ".cs"))
            .SelectMany(file => Named(File.ReadAllText(file)))
            .ToHashSet();
        listed.Count.ShouldBeGreaterThan(80);
        listed.Except(tested).ShouldBeEmpty("no test is named after it");
        tested.Except(listed).Except(["A0"]).ShouldBeEmpty("add it to the catalogue in docs/anchoring-and-indexing.md");
    }

    [Fact]
    public void Every_invariant_of_the_audit_is_on_the_page_in_its_own_words()
    {
        var rows = Invariant()
            .Matches(Read("docs/invariants.md"))
            .Where(row => row.Groups[3].Value == "audit")
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        var checks = SourceTree
            .Files("src/CivicForge.Api/Audit", ".cs")
            .Select(File.ReadAllText)
            .Where(code => Id().IsMatch(code))
            .ToDictionary(code => Id().Match(code).Groups[1].Value, StatementOf);
        rows.OrderBy(row => row.Key, StringComparer.Ordinal)
            .ShouldBe(checks.OrderBy(check => check.Key, StringComparer.Ordinal));
    }

    /// <summary><c>A7</c>, <c>B13 empty</c>, <c>B10_B11_a_crash</c>, and the ranges of summaries: <c>A12 to A14</c>,
    /// <c>A15–A34</c>.</summary>
    private static IEnumerable<string> Named(string code)
    {
        foreach (Match match in Fault().Matches(code))
        {
            yield return match.Value;
        }

        foreach (Match match in Range().Matches(code))
        {
            for (var number = int.Parse(match.Groups[2].Value); number <= int.Parse(match.Groups[3].Value); number++)
            {
                yield return match.Groups[1].Value + number;
            }
        }
    }

    /// <summary>A text that is too long for one line stands in pieces.</summary>
    private static string StatementOf(string code) =>
        string.Concat(Piece().Matches(Statement().Match(code).Groups[1].Value).Select(piece => piece.Groups[1].Value));

    private static string Read(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    /// <summary>At the beginning of a sentence.</summary>
    [GeneratedRegex(@"(?<=\*\* |\. |\.\n|, (?=B11))[AB]\d{1,2}(?=[,\s])")]
    private static partial Regex Listed();

    [GeneratedRegex(@"(?<![A-Za-z0-9.])[AB]\d{1,2}(?![A-Za-z0-9.])")]
    private static partial Regex Fault();

    [GeneratedRegex(@"\b([AB])(\d{1,2})(?:–| to )[AB](\d{1,2})\b")]
    private static partial Regex Range();

    [GeneratedRegex(@"^\| (I\d+) \| ([^|]+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Invariant();

    [GeneratedRegex("public string Id => \"(I\\d+)\";")]
    private static partial Regex Id();

    [GeneratedRegex("public string Statement =>([^;]+);")]
    private static partial Regex Statement();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Piece();
}
