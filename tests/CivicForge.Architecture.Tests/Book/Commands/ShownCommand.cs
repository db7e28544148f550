using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book.Commands;

/// <summary>A command in a fenced block of shell, without its comment. What goes on behind a backslash, and the text of
/// a here-document, belong to it.</summary>
internal sealed partial record ShownCommand(string Page, int Line, int Block, string Section, string Text)
{
    private const string NotRunHeading = "## Commands that no test runs";

    /// <summary>The pages whose every command is run by a test, or stands in the table of those that are not.</summary>
    internal static readonly string[] Pages = ["docs/operations.md", "docs/deploying.md"];

    /// <summary>The commands of a page, in its order.</summary>
    internal static IEnumerable<ShownCommand> Of(string root, string page)
    {
        var lines = File.ReadAllLines(Path.Combine(root, page));
        var (block, section) = (0, "");
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith('#'))
            {
                section = lines[at].TrimStart('#', ' ');
            }
            if (lines[at].Trim() != "```sh")
            {
                continue;
            }
            block++;
            var indent = lines[at].Length - lines[at].TrimStart().Length;
            for (at++; lines[at].Trim() != "```"; at++)
            {
                var first = at;
                var text = Comment().Replace(lines[at][Math.Min(indent, lines[at].Length)..], "").TrimEnd();
                while (text.EndsWith('\\'))
                {
                    text = text[..^1] + Comment().Replace(lines[++at], "").Trim();
                }
                if (HereDocument().Match(text) is { Success: true } here)
                {
                    do
                    {
                        text += "\n" + lines[++at].TrimStart();
                    } while (lines[at].Trim() != here.Groups[1].Value);
                }
                if (text.Length > 0)
                {
                    yield return new(page, first + 1, block, section, text);
                }
            }
        }
    }

    /// <summary>The commands that no test runs, from the table that says why.</summary>
    internal static IReadOnlyList<string> NotRun(string root) =>
        [
            .. File.ReadLines(Path.Combine(root, Pages[0]))
                .SkipWhile(line => line != NotRunHeading)
                .Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .SelectMany(line => Row().Matches(line))
                .Select(row => row.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal)),
        ];

    /// <summary>Whether a row of the table means this command; <c>…</c> stands for the rest.</summary>
    internal bool IsMeantBy(string row) =>
        row.EndsWith(" …", StringComparison.Ordinal)
            ? Text.StartsWith(row[..^1], StringComparison.Ordinal)
            : Text == row;

    public override string ToString() => $"{Page}:{Line}: {Text.Split('\n')[0]}";

    /// <summary>A line of its own, or behind a command.</summary>
    [GeneratedRegex(@"(?:^|\s{2,})#\s.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"<<(\w+)$")]
    private static partial Regex HereDocument();

    [GeneratedRegex(@"^\| `([^`]+)` \|")]
    private static partial Regex Row();
}
