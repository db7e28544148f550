using CivicForge.Sandbox.Drills;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Monitoring;

/// <summary>They need Prometheus and Alertmanager: <c>./civicforge test monitoring</c> runs them.</summary>
[Trait(ContainersPart.Trait, MonitoringPart.Prometheus)]
public sealed class DrillTests
{
    [Fact(Explicit = true)]
    public Task A_dead_process_a_lost_database_and_a_flood_are_notified_by_webhook_and_mail_and_end() =>
        RunAsync([.. AlertDrills.All.Where(drill => AlertDrills.Short.Contains(drill.Alert))]);

    [Fact(Explicit = true)]
    [Trait(LongTier.Trait, LongTier.Long)]
    public Task Every_drill_is_notified_by_webhook_and_mail_and_ends() => RunAsync(AlertDrills.All);

    private static async Task RunAsync(IReadOnlyList<AlertDrill> drills)
    {
        var output = new StringWriter();
        var failed = await new DrillRun(output).RunAsync(drills, TestContext.Current.CancellationToken);
        failed.ShouldBe(0, output.ToString());
    }
}
