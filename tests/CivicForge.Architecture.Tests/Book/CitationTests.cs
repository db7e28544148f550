using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book;

/// <summary>What code and pages cite is in the repository: the page, the numbered section, the named place.</summary>
public sealed partial class CitationTests
{
    private static readonly string[] Kinds =
    [
        ".cs",
        ".sol",
        ".ts",
        ".tsx",
        ".mjs",
        ".js",
        ".css",
        ".sql",
        ".sh",
        ".json",
    ];

    private static IEnumerable<string> Sources =>
        new[] { "src", "tests", "tools", "bench", "web", "contracts", "docs" }
            .SelectMany(f => SourceTree.Files(f, Kinds))
            .Where(f =>
                Path.GetExtension(f) != ".json" && !f.EndsWith(nameof(CitationTests) + ".cs", StringComparison.Ordinal)
            )
            .Concat(
                new[] { "civicforge", "bench/run", ".ci/run" }
                    .Select(f => Path.Combine(SourceTree.Root, f))
                    .Where(File.Exists)
            );

    [Fact]
    public void Every_page_that_is_cited_exists() =>
        (
            from file in Sources
            from line in Lines(file)
            from Match page in Page().Matches(line.Text)
            where Pages.Find(page.Value, file) is null
            select $"{At(file, line.Number)}: {page.Value}"
        ).ShouldBeEmpty("cite a page of this repository, or its right name");

    [Fact]
    public void Every_section_that_is_cited_exists() =>
        Sources
            .Concat(Pages.All)
            .SelectMany(Sections)
            .ShouldBeEmpty("name the document before §, and a section that it has");

    [Fact]
    public void Every_place_that_is_named_after_a_page_exists() =>
        (
            from file in Sources
            from line in Lines(file)
            from Match place in Place().Matches(line.Text)
            let page = Pages.Find(place.Groups[1].Value, file)
            where page is not null && !Pages.HasPlace(page, place.Groups[2].Value)
            select $"{At(file, line.Number)}: {place.Value}"
        ).ShouldBeEmpty("name a heading of that page");

    /// <summary>A § belongs to the document that was named last before it, in the same comment; in a page of ours that
    /// names none, to that page.</summary>
    private static IEnumerable<string> Sections(string file)
    {
        var isPage = file.EndsWith(".md", StringComparison.Ordinal);
        string? document = null;
        foreach (var (text, number) in isPage ? Pages.Prose(file) : Lines(file))
        {
            if (isPage || !IsComment(text))
            {
                document = null;
            }

            foreach (Match match in Reference().Matches(text))
            {
                if (match.Groups["section"] is not { Success: true, Value: var section })
                {
                    document = match.Value;
                    continue;
                }

                var page = PageOf(document, file, isPage);
                if (document is null && !isPage || page is not null && !Pages.HasSection(page, section))
                {
                    yield return $"{At(file, number)}: {document ?? "no document"} §{section}";
                }
            }
        }
    }

    /// <returns>Null for the documents of others.</returns>
    private static string? PageOf(string? document, string file, bool isPage) =>
        document switch
        {
            null => isPage ? file : null,
            _ when document.EndsWith(".md", StringComparison.Ordinal) => Pages.Find(document, file),
            _ when document.Equals("protocol", StringComparison.OrdinalIgnoreCase) => Pages.Find("protocol.md", file),
            _ => null,
        };

    private static bool IsComment(string text) =>
        text.TrimStart() is var start
        && (
            start.StartsWith("//", StringComparison.Ordinal)
            || start.StartsWith('*')
            || start.StartsWith("/*", StringComparison.Ordinal)
            || start.StartsWith("--", StringComparison.Ordinal)
            || start.StartsWith('#')
        );

    private static IEnumerable<(string Text, int Number)> Lines(string file) =>
        File.ReadLines(file).Select((text, index) => (text, index + 1));

    private static string At(string file, int line) => $"{SourceTree.Relative(file)}:{line}";

    [GeneratedRegex(@"(?<![\w*/.-])[\w][\w./-]*\.md\b")]
    private static partial Regex Page();

    /// <summary><c>domain.md, Privacy</c>.</summary>
    [GeneratedRegex(@"\b([\w-]+\.md), ([A-Za-z]+(?: [A-Za-z]+)?)(?=[).:;])")]
    private static partial Regex Place();

    /// <summary>A document, ours or another's, or a section of one.</summary>
    [GeneratedRegex(
        @"§(?<section>\d+(?:\.\d+)*)|\b[\w-]+\.md\b|\bprotocol\b(?= §| step|\.md)|\bRFC \d+|"
            + @"\b(?:EIP|ERC)-\d+(?= §)|\bYellow Paper|\bHTML standard|\bversion \d[\d.]*",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Reference();
}
