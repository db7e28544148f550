using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Monitoring;

/// <summary>A rule of <c>deploy/monitoring/rules</c>.</summary>
internal sealed partial record Alert(string Name, string File, string Query, string Text)
{
    internal static string Folder { get; } = Path.Combine(SourceTree.Root, "deploy", "monitoring");

    internal static IReadOnlyList<Alert> All { get; } =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Folder, "rules"), "*.yml")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Rules(Path.GetFileName(file), System.IO.File.ReadAllText(file))),
    ];

    internal string? this[string annotation] =>
        Regex.Match(Text, $@"^ +{annotation}: ""?(.+?)""?$", RegexOptions.Multiline) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    private static IEnumerable<Alert> Rules(string file, string text) =>
        Rule()
            .Matches(text)
            .Select(rule => new Alert(
                rule.Groups[1].Value,
                file,
                Expression().Match(rule.Value).Groups[1].Value,
                rule.Value
            ));

    [GeneratedRegex(@"^      - alert: (\w+)\n(?:        .*\n)+", RegexOptions.Multiline)]
    private static partial Regex Rule();

    /// <summary>On its line, or folded over the lines below.</summary>
    [GeneratedRegex(@"^        expr: (?:>-\n)?((?:.+\n)(?:          .+\n)*)", RegexOptions.Multiline)]
    private static partial Regex Expression();
}
