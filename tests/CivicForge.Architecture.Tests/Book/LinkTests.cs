using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book;

/// <summary>Links between pages, and paths that pages name, lead somewhere.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_its_heading() =>
        (
            from page in Pages.All
            from line in Pages.Prose(page)
            from Match link in Link().Matches(line.Text)
            let target = link.Groups[1].Value
            where !IsElsewhere(target) && !Leads(page, target)
            select $"{SourceTree.Relative(page)}:{line.Number}: {target}"
        ).ShouldBeEmpty();

    /// <summary>Decisions may name what they are about to make.</summary>
    [Fact]
    public void Every_path_that_a_page_names_exists() =>
        (
            from page in Pages.All
            where !SourceTree.Relative(page).StartsWith("docs/adr/", StringComparison.Ordinal)
            from line in Pages.Prose(page)
            from Match named in NamedPath().Matches(line.Text)
            let path = Path.Combine(SourceTree.Root, named.Groups[1].Value)
            where !IsMade(named.Groups[1].Value) && !File.Exists(path) && !Directory.Exists(path)
            select $"{SourceTree.Relative(page)}:{line.Number}: {named.Groups[1].Value}"
        ).ShouldBeEmpty();

    private static bool IsElsewhere(string target) =>
        target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal);

    /// <summary>What a build or a user makes.</summary>
    private static bool IsMade(string path) =>
        path.StartsWith("web/dist", StringComparison.Ordinal)
        || path.Contains('*', StringComparison.Ordinal)
        || path.Contains('<', StringComparison.Ordinal)
        || path.Contains('…', StringComparison.Ordinal)
        || path.Contains("NAME", StringComparison.Ordinal);

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return parts.Length == 1
            ? File.Exists(file) || Directory.Exists(file)
            : File.Exists(file) && Pages.HasAnchor(file, parts[1]);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|web|docs|contracts|bench|tools)/[^`\s:,;]+)`")]
    private static partial Regex NamedPath();
}
