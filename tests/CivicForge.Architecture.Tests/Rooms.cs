using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>The table "Rooms of the API" in docs/architecture.md, from the ground up.</summary>
internal static partial class Rooms
{
    /// <summary>Every room in the order of the table. What follows "with" are folders inside a room, not
    /// rooms.</summary>
    internal static readonly IReadOnlyList<string> InOrder =
    [
        .. File.ReadLines(Path.Combine(SourceTree.Root, "docs", "architecture.md"))
            .SkipWhile(line => line != "## Rooms of the API")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(row =>
                Name().Matches(row.Split('|')[1].Split(", with ")[0]).Select(match => match.Groups[1].Value)
            ),
    ];

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Name();
}
