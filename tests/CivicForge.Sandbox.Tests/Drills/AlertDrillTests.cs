using System.Text.RegularExpressions;
using CivicForge.Sandbox.Drills;

namespace CivicForge.Sandbox.Tests.Drills;

/// <summary>Which alerts have a drill.</summary>
public sealed partial class AlertDrillTests
{
    private static readonly string[] Alerts =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "deploy", "monitoring", "rules"), "*.yml")
            .SelectMany(file => Alert().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value),
    ];

    [Fact]
    public void Every_drill_is_of_an_alert_and_there_is_one_of_each()
    {
        var drills = AlertDrills.All.Select(drill => drill.Alert).ToList();
        drills.ShouldBeSubsetOf(Alerts);
        drills.ShouldBeUnique();
        AlertDrills.Short.ShouldBeSubsetOf(drills);
    }

    [Fact]
    public void The_runbook_names_the_alerts_that_have_none()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        Named()
            .Match(page)
            .Groups[1]
            .Value.Split([',', '\n', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Except(["and"])
            .ShouldBe(Alerts.Except(AlertDrills.All.Select(drill => drill.Alert)), ignoreOrder: true);
    }

    [GeneratedRegex(@"^      - alert: (\w+)", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"Without a drill are ([^.]+)\.")]
    private static partial Regex Named();
}
