using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book.Commands;

/// <summary>As much of the shell as the pages use: what each program of a line is given.</summary>
internal static partial class ShellWords
{
    /// <summary>The programs of a command with their arguments: those of a pipe, of a list, and of a
    /// substitution.</summary>
    internal static IEnumerable<IReadOnlyList<string>> Programs(string command)
    {
        var line = command.Split('\n')[0];
        var inner = Substitution().Matches(line).SelectMany(match => Programs(match.Groups[1].Value));
        var outer = Segments(Substitution().Replace(line, "SUBSTITUTED"));
        return outer.Concat(inner).Where(words => words.Count > 0);
    }

    private static IEnumerable<IReadOnlyList<string>> Segments(string line)
    {
        List<string> words = [];
        foreach (Match token in Token().Matches(line))
        {
            if (token.Value is "|" or "||" or "&&" or ";")
            {
                yield return WithoutRedirection(words);
                words = [];
            }
            else if (words.Count > 0 || !Assignment().IsMatch(token.Value))
            {
                words.Add(Unquoted(token.Value));
            }
        }
        yield return WithoutRedirection(words);
    }

    private static IReadOnlyList<string> WithoutRedirection(List<string> words) =>
        [
            .. words.TakeWhile(word =>
                word is not ("<" or ">" or ">>") && !word.StartsWith("<<", StringComparison.Ordinal)
            ),
        ];

    private static string Unquoted(string word) => Quoted().Replace(word, match => match.Value[1..^1]);

    [GeneratedRegex(@"\$\(([^()]*)\)")]
    private static partial Regex Substitution();

    [GeneratedRegex("""\|\||&&|[|;]|(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'|;&])+""")]
    private static partial Regex Token();

    [GeneratedRegex("""^\w+=""")]
    private static partial Regex Assignment();

    [GeneratedRegex("""'[^']*'|"(?:[^"\\]|\\.)*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Quoted();
}
