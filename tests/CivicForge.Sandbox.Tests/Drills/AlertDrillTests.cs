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
    public void Every_alert_has_a_drill_or_a_reason_in_the_runbook_why_it_has_none() =>
        AlertDrills
            .All.Select(drill => drill.Alert)
            .Concat(Reasons().Select(row => row.Alert))
            .ShouldBe(Alerts, ignoreOrder: true);

    [Fact]
    public void Every_reason_says_something() => Reasons().ShouldAllBe(row => row.Reason.Trim().Length > 0);

    /// <summary>The rows of the table in <c>docs/operations.md</c>.</summary>
    private static IEnumerable<(string Alert, string Reason)> Reasons() =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md"))
            .SkipWhile(line => line != "| alert without a drill | why |")
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|'))
            .Select(cells => (cells[1].Trim(), cells[2]));

    [GeneratedRegex(@"^      - alert: (\w+)", RegexOptions.Multiline)]
    private static partial Regex Alert();
}
