using System.Text.Json;
using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book.Commands;

/// <summary>Operations, metrics, settings and events that the operators' pages name exist.</summary>
public sealed partial class NameTests
{
    private static readonly string[] Named =
    [
        "docs/operations.md",
        "docs/operations-anchorer.md",
        "docs/deploying.md",
        "docs/kubernetes.md",
        "docs/releases.md",
        "deploy/compose/outside-chain.env",
        "deploy/compose/development.env",
        "deploy/kubernetes/small/settings.env",
        "deploy/kubernetes/cluster/settings.env",
    ];

    [Fact]
    public void Every_operation_that_a_page_names_is_in_the_OpenAPI_document()
    {
        using var document = JsonDocument.Parse(Read("web/openapi/v1.json"));
        var operations = document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(verb => $"{verb.Name.ToUpperInvariant()} {path.Name}")
            )
            .ToHashSet(StringComparer.Ordinal);
        Missing(Operation(), name => operations.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_metric_that_a_page_names_is_measured()
    {
        var known = File.ReadLines(Path.Combine(SourceTree.Root, "deploy/monitoring/metrics.txt"))
            .Select(line => line.Split(' ')[0])
            .ToList();
        Missing(Metric(), name => known.Contains(Part().Replace(name, ""))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_setting_that_a_page_names_is_read()
    {
        var known = ConfigurationTable
            .InTable()
            .Append("Web:DemoWallets")
            .Select(key => string.Join(':', key.Split(':').Take(2)))
            .ToHashSet(StringComparer.Ordinal);
        Missing(Setting(), name => known.Contains(name.Replace("__", ":", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_variable_that_a_page_names_is_read()
    {
        var readers = string.Concat(
            new[]
            {
                "docker-compose.yml",
                "civicforge",
                "Dockerfile",
                "deploy/backup/compose.yml",
                "deploy/backup/civicforge-backup",
            }
                .Concat(SourceTree.Files("src", ".cs").Select(SourceTree.Relative))
                .Select(Read)
        );
        Missing(Variable(), name => Regex.IsMatch(readers, $@"\b{name}\b")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_event_id_that_a_command_looks_for_is_logged()
    {
        var logged = SourceTree
            .Files("src", ".cs")
            .SelectMany(file => Logged().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .ToList();
        Missing(EventId(), name => logged.Exists(id => id.StartsWith(name, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(Regex pattern, Predicate<string> exists) =>
        from page in Named
        from Match match in pattern.Matches(Read(page))
        where !exists(match.Groups[1].Value)
        select $"{page}: {match.Groups[1].Value}";

    private static string Read(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    [GeneratedRegex(@"((?:GET|POST|PUT|PATCH|DELETE) /api/v1/[\w/{}-]+)")]
    private static partial Regex Operation();

    /// <summary>Not the volumes of compose, which begin alike.</summary>
    [GeneratedRegex(@"\b(civicforge_[a-z_]+)\b(?!-)")]
    private static partial Regex Metric();

    [GeneratedRegex("_(?:bucket|count|sum)$")]
    private static partial Regex Part();

    [GeneratedRegex(@"\b([A-Z][A-Za-z]+(?:__|:)[A-Z][A-Za-z]+)\b(?!\()")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\b(CIVICFORGE_[A-Z_]+)\b")]
    private static partial Regex Variable();

    [GeneratedRegex(@"""EventId"":\{""Id"":(\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"LoggerMessage\(\s*(\d+)")]
    private static partial Regex Logged();
}
