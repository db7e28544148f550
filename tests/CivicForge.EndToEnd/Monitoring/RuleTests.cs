using CivicForge.Sandbox;
using CivicForge.Sandbox.Drills;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Monitoring;

/// <summary>They need Prometheus: <c>./civicforge test monitoring</c> runs them.</summary>
[Trait(ContainersPart.Trait, MonitoringPart.Prometheus)]
public sealed class RuleTests
{
    private static string Folder => Path.Combine(Repository.Root, "deploy", "monitoring");

    [Fact(Explicit = true)]
    public async Task Promtool_takes_every_rule_and_the_configuration()
    {
        await PromtoolAsync(["check", "rules", "--lint-fatal", .. Files("rules")]);
        await PromtoolAsync("check", "config", "--syntax-only", Path.Combine(Folder, "prometheus.yml"));
    }

    [Fact(Explicit = true)]
    public Task Every_alert_fires_and_does_not_just_below() => PromtoolAsync(["test", "rules", .. Files("tests")]);

    [Fact(Explicit = true)]
    public async Task Promtool_takes_every_query_of_the_dashboards()
    {
        using var folder = ThrowawayFolder.Create();
        var rules = Path.Combine(folder.Path, "dashboards.yml");
        var queries = DashboardQueries.Read(Path.Combine(Folder, "dashboards")).ToList();
        queries.Count.ShouldBeGreaterThan(40);
        await File.WriteAllLinesAsync(
            rules,
            queries
                .SelectMany((query, number) => new[] { $"  - record: q{number}", $"    expr: {query}" })
                .Prepend("  rules:")
                .Prepend("- name: dashboards")
                .Prepend("groups:"),
            TestContext.Current.CancellationToken
        );
        await PromtoolAsync("check", "rules", rules);
    }

    private static string[] Files(string name) => Directory.GetFiles(Path.Combine(Folder, name), "*.yml");

    private static Task PromtoolAsync(params string[] arguments) =>
        ChildProcess.RunAsync(new(MonitoringTools.Need().Promtool, arguments), TestContext.Current.CancellationToken);
}
