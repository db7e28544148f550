using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book.Commands;

/// <summary>What the launcher's help says that its verbs take.</summary>
internal static partial class LauncherHelp
{
    private static readonly string Launcher = File.ReadAllText(Path.Combine(SourceTree.Root, "civicforge"));

    /// <summary>What is wrong with a verb and its arguments.</summary>
    internal static IEnumerable<string> Faults(string verb, IReadOnlyList<string> arguments)
    {
        if (verb is "help" or "--version")
        {
            return [];
        }
        if (!Launcher.Contains($"\n  ./civicforge {verb} ", StringComparison.Ordinal))
        {
            return [$"./civicforge has no verb {verb}"];
        }
        var help = Regex.Match(Launcher, $@"^  {verb}\) cat <<'HELP'\n(.*?)\nHELP$", Whole).Groups[1].Value;
        var options = arguments
            .Where(word => word.StartsWith("--", StringComparison.Ordinal))
            .Select(word => word.Split('=')[0])
            .Where(option => !Regex.IsMatch(help, $@"{option}(?![\w-])"))
            .Select(option => $"./civicforge {verb} has no option {option}");
        return [.. options, .. Inner(verb, help, arguments)];
    }

    private const RegexOptions Whole = RegexOptions.Multiline | RegexOptions.Singleline;

    /// <summary>A verb whose help lists further verbs, such as <c>keys new</c>, takes no other first word.</summary>
    private static IEnumerable<string> Inner(string verb, string help, IReadOnlyList<string> arguments)
    {
        var inner = Regex.Matches(help, $@"^\./civicforge {verb} ([a-z]+)\b", RegexOptions.Multiline);
        var known = inner.Select(match => match.Groups[1].Value).ToList();
        return known.Count > 1 && arguments.FirstOrDefault() is { } word && !known.Contains(word)
            ? [$"./civicforge {verb} has no {word}"]
            : [];
    }
}
