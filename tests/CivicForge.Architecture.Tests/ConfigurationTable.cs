using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>The README's configuration table names every key that the service reads, and no other.</summary>
public sealed partial class ConfigurationTable
{
    /// <summary>Read by ASP.NET Core, named by OpenTelemetry, open-ended, or set by the Sandbox alone.</summary>
    private static readonly string[] Elsewhere =
    [
        "ASPNETCORE_URLS",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "RateLimits:<Class>",
        "RateLimits:<Class>PerAddress",
        "Web:DemoWallets",
    ];

    [Fact]
    public void Every_key_in_the_code_is_in_the_table() =>
        InCode().Except(InTable()).Except(Elsewhere).ShouldBeEmpty("add it to the table in README.md");

    [Fact]
    public void Every_key_in_the_table_is_in_the_code() =>
        InTable().Except(InCode()).Except(Elsewhere).ShouldBeEmpty("no code reads it; remove it from README.md");

    internal static HashSet<string> InTable() =>
        [
            .. File.ReadLines(Path.Combine(SourceTree.Root, "README.md"))
                .SkipWhile(line => !line.StartsWith("## Configuration", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .SelectMany(row =>
                    Row([.. Quoted().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value)])
                ),
        ];

    /// <summary><c>…:Key</c> stands for a key of the section that the row begins with.</summary>
    private static IEnumerable<string> Row(List<string> keys) =>
        keys.Select(key => key.Replace("…", keys[0].Split(':')[0], StringComparison.Ordinal));

    private static HashSet<string> InCode() =>
        [
            .. new[] { "src/CivicForge.Api", "src/CivicForge.Hosting", "src/CivicForge.Indexer" }
                .SelectMany(folder => SourceTree.Files(folder, ".cs"))
                .SelectMany(file => Keys(File.ReadAllText(file))),
        ];

    private static IEnumerable<string> Keys(string code)
    {
        var whole = WholeKey().Matches(code).Select(match => match.Groups[1].Value);
        var connections = Connection().Matches(code).Select(match => $"ConnectionStrings:{match.Groups[1].Value}");
        var secrets = Secret().Matches(code).Select(match => $"Keys:{match.Groups[1].Value}");
        var members = Section().Match(code) is { Success: true } section
            ? Member().Matches(code).Select(match => $"{section.Groups[1].Value}:{match.Groups[1].Value}")
            : [];
        var options = OptionsClass().Match(code) is { Success: true } bound
            ? Property().Matches(code).Select(match => $"{bound.Groups[1].Value}:{match.Groups[1].Value}")
            : [];
        return [.. whole, .. connections, .. secrets, .. members, .. options];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    /// <summary><c>configuration["Section:Key"]</c>, or a constant of that form.</summary>
    [GeneratedRegex("(?:onfiguration\\[|const string Key = )\"([A-Z]\\w+:[A-Z]\\w+)\"")]
    private static partial Regex WholeKey();

    [GeneratedRegex("DatabaseConnection\\.Read\\(\\s*configuration,\\s*\"(\\w+)\"")]
    private static partial Regex Connection();

    /// <summary>The list of keys and the roles that own them.</summary>
    [GeneratedRegex("\\(\"([A-Z]\\w+)\", Role\\.\\w+\\)")]
    private static partial Regex Secret();

    [GeneratedRegex("section = configuration\\.GetSection\\(\"(\\w+)\"\\)")]
    private static partial Regex Section();

    /// <summary><c>section["Key"]</c>, <c>section.GetValue("Key"</c>, <c>Required(section, "Key")</c> or
    /// <c>Read("Key"</c>.</summary>
    [GeneratedRegex("(?:section(?:\\[|\\.GetValue\\(|, )|\\bRead\\()\"([A-Z]\\w+)\"")]
    private static partial Regex Member();

    /// <summary>A class whose summary says which section binds to it.</summary>
    [GeneratedRegex("<summary>Section <c>(\\w+)</c>")]
    private static partial Regex OptionsClass();

    [GeneratedRegex("public [\\w?.<>\\[\\]]+ (\\w+) \\{ get; (?:set|init); \\}")]
    private static partial Regex Property();
}
