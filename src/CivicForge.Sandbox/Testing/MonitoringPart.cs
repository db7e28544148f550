using CivicForge.Sandbox.Drills;

namespace CivicForge.Sandbox.Testing;

/// <summary>The alert rules and their own tests, by promtool, and drills in a real Prometheus and Alertmanager. Its
/// tests are explicit: no other part runs them.</summary>
internal sealed class MonitoringPart() : ProgramPart("monitoring", "tests/CivicForge.EndToEnd")
{
    /// <summary>The value of <see cref="ContainersPart.Trait"/> of its tests.</summary>
    public const string Prometheus = "Prometheus";

    public override bool IsLast => true;

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        if (MonitoringTools.Find() is null)
        {
            var missing = new LeftOut(Name, "no Prometheus and Alertmanager", MonitoringTools.Remedy);
            return new TestReport(0, [], []) { LeftOut = [missing] };
        }

        return await ExplicitAsync(reports, ["-namespace", "CivicForge.EndToEnd.Monitoring"], cancellationToken);
    }
}
