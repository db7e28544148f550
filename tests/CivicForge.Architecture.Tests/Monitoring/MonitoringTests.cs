using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CivicForge.Architecture.Tests.Book;

namespace CivicForge.Architecture.Tests.Monitoring;

/// <summary>Alerts and dashboards ask for metrics that exist, and whoever is woken by an alert finds what to
/// do.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string Runbook = Path.Combine(SourceTree.Root, "docs", "operations.md");

    private static readonly Type AlarmKind = typeof(CivicForge.Api.Program).Assembly.GetType(
        "CivicForge.Api.Watching.AlarmKind"
    )!;

    /// <summary>Prometheus makes it for each process that it asks.</summary>
    private static readonly string[] OfPrometheus = ["up"];

    [Fact]
    public void Every_metric_that_a_rule_or_a_dashboard_names_exists()
    {
        var known = Known().ToHashSet(StringComparer.Ordinal);
        var queries = Alert.All.Select(alert => (alert.Name, alert.Query)).Concat(Dashboards()).ToList();
        queries.Count.ShouldBeGreaterThan(70);
        (
            from query in queries
            from metric in Query.Metrics(query.Query)
            where !known.Contains(metric)
            select $"{query.Name}: {metric}"
        ).ShouldBeEmpty("deploy/monitoring/metrics.txt has all names");
    }

    [Fact]
    public void Every_alert_says_what_it_means_and_leads_to_its_section_of_the_runbook()
    {
        Alert.All.Count.ShouldBeGreaterThan(35);
        foreach (var alert in Alert.All)
        {
            alert["summary"].ShouldNotBeNull(alert.Name).ShouldEndWith(".");
            alert.Text.ShouldMatch(@"labels: \{ severity: (page|ticket) \}", alert.Name);
            alert["runbook_url"].ShouldBe($"docs/operations.md#{alert.Name.ToLowerInvariant()}");
            Pages.HasAnchor(Runbook, alert.Name.ToLowerInvariant()).ShouldBeTrue(alert.Name);
        }
    }

    [Fact]
    public void Every_section_of_the_runbook_belongs_to_an_alert_says_the_same_and_when_it_is_over()
    {
        var sections = Section().Matches(File.ReadAllText(Runbook)).ToDictionary(s => s.Groups[1].Value, s => s.Value);
        sections.Keys.ShouldBe(Alert.All.Select(alert => alert.Name), ignoreOrder: true);
        foreach (var alert in Alert.All)
        {
            var section = Spaces().Replace(sections[alert.Name], " ");
            section.ShouldContain($"**{alert["summary"]}**");
            foreach (var part in new[] { "*Members notice:*", "*Look at:*", "*Over when:*" })
            {
                section.ShouldContain(part);
            }
        }
    }

    [Fact]
    public void Every_alert_is_tested_to_fire_and_not_to_fire_just_below() =>
        Alert.All.ShouldAllBe(alert =>
            Tests(alert.File).Contains($"  - name: {alert.Name} fires\n", StringComparison.Ordinal)
            && Tests(alert.File)
                .Contains($"  - name: {alert.Name} does not fire just below\n", StringComparison.Ordinal)
        );

    [Fact]
    public void Every_kind_of_stored_alarm_has_an_alert_and_is_counted()
    {
        ((string[])AlarmKind.GetField("All")!.GetValue(null)!).ShouldBe(Kinds(), ignoreOrder: true);
        Kinds()
            .ShouldAllBe(kind =>
                Alert.All.Any(alert =>
                    alert.Query.Contains($"civicforge_alarms_open{{kind=\"{kind}\"}}", StringComparison.Ordinal)
                )
            );
    }

    [Fact]
    public void Every_kind_of_stored_alarm_has_its_words_on_the_operators_screen_and_its_row_on_the_page()
    {
        var screen = Path.Combine(SourceTree.Root, "web", "src", "operators");
        var shown = ScreenWord()
            .Matches(File.ReadAllText(Path.Combine(screen, "alarmWords.ts")))
            .ToDictionary(word => word.Groups[1].Value, word => word.Groups[2].Value);
        shown.Keys.ShouldBe(Kinds(), ignoreOrder: true, "web/src/operators/alarmWords.ts");
        foreach (var language in new[] { "en", "de" })
        {
            var words = File.ReadAllText(Path.Combine(screen, $"words.{language}.ts"));
            shown.Values.ShouldAllBe(word => words.Contains($"'{word}': '", StringComparison.Ordinal));
        }
        var rows = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "operations-anchorer.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|')[2])
            .ToList();
        Kinds()
            .ShouldAllBe(kind => rows.Any(row => row.Contains($"`{kind}`", StringComparison.Ordinal)), "in the table");
    }

    private static List<string> Kinds() =>
        [
            .. AlarmKind
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!),
        ];

    private static string Tests(string file) => File.ReadAllText(Path.Combine(Alert.Folder, "tests", file));

    /// <summary>A histogram is three.</summary>
    private static IEnumerable<string> Known() =>
        File.ReadLines(Path.Combine(Alert.Folder, "metrics.txt"))
            .Select(line => line.Split(' '))
            .SelectMany(metric =>
                metric[1] == "histogram"
                    ? [$"{metric[0]}_bucket", $"{metric[0]}_count", $"{metric[0]}_sum"]
                    : new[] { metric[0] }
            )
            .Concat(OfPrometheus);

    private static IEnumerable<(string Name, string Query)> Dashboards() =>
        from file in Directory.EnumerateFiles(Path.Combine(Alert.Folder, "dashboards"), "*.json")
        from panel in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray()
        from target in panel.GetProperty("targets").EnumerateArray()
        select (
            $"{Path.GetFileName(file)}, {panel.GetProperty("title").GetString()}",
            target.GetProperty("expr").GetString()!
        );

    [GeneratedRegex(@"^### (\w+)\n(?:(?!^##).*\n?)+", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^  '?([a-z-]+)'?: '(operator\.alarm\.[a-z-]+)',$", RegexOptions.Multiline)]
    private static partial Regex ScreenWord();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
