using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book;

/// <summary>The Markdown pages of the repository, and what can be cited of them.</summary>
internal static partial class Pages
{
    private static readonly string[] Folders = ["docs", "bench", "contracts", "tests", "tools", "web", "src"];

    internal static IReadOnlyList<string> All { get; } =
    [.. Directory.EnumerateFiles(SourceTree.Root, "*.md"), .. Folders.SelectMany(f => SourceTree.Files(f, ".md"))];

    /// <summary>The page that a comment means by a name: beside the file, from the root, or in docs.</summary>
    /// <returns>Its path; null when there is no such page.</returns>
    internal static string? Find(string name, string citedIn) =>
        new[] { Path.GetDirectoryName(citedIn)!, SourceTree.Root, Path.Combine(SourceTree.Root, "docs") }
            .Select(folder => Path.GetFullPath(Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Whether the page has a section with this number: <c>## 4. Typed data</c>.</summary>
    internal static bool HasSection(string page, string number) =>
        Headings(page).Any(heading => heading.StartsWith(number + ". ", StringComparison.Ordinal));

    /// <summary>Whether a heading, or the first word of a line, names this place.</summary>
    internal static bool HasPlace(string page, string place) =>
        Headings(page).Any(heading => heading.Contains(place, StringComparison.OrdinalIgnoreCase))
        || File.ReadLines(page).Any(line => line.StartsWith(place + " ", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether <c>#anchor</c> leads somewhere, as GitHub makes anchors of headings.</summary>
    internal static bool HasAnchor(string page, string anchor) => Headings(page).Select(Anchor).Contains(anchor);

    private static IEnumerable<string> Headings(string page) =>
        Prose(page)
            .Select(line => Heading().Match(line.Text))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);

    /// <summary>The lines with their numbers, without fenced code.</summary>
    internal static IEnumerable<(string Text, int Number)> Prose(string page)
    {
        var isCode = false;
        var number = 0;
        foreach (var line in File.ReadLines(page))
        {
            number++;
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (!isCode)
            {
                yield return (line, number);
            }
        }
    }

    private static string Anchor(string heading) =>
        NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^#{1,6} (.+?)\s*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
