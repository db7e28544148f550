using CivicForge.Hosting.Health;

namespace CivicForge.Indexer.Following;

/// <summary>What the follower last knew, for <c>/health/ready</c>. A silent node is degraded, never failed; a halt, a
/// wrong chain and a missing database are.</summary>
internal sealed class FollowerHealth
{
    private readonly Lock _gate = new();
    private string _status = ReadinessCheck.Degraded;
    private string? _detail = "Starting.";
    private bool _active;

    internal (string Status, string? Detail, bool Active) Read()
    {
        lock (_gate)
        {
            return (_status, _detail, _active);
        }
    }

    /// <summary>503 only for what a person must mend: a halt, the wrong chain, no database.</summary>
    internal ReadinessReport Report()
    {
        var (status, detail, _) = Read();
        return ReadinessReport.Of([new("follower", status, detail)]);
    }

    internal void Ok(string? note = null) => Set(ReadinessCheck.Ok, note, active: true);

    internal void Standby() => Set(ReadinessCheck.Ok, "Standby: another instance holds the lease.", active: false);

    internal void Degraded(string detail) => Set(ReadinessCheck.Degraded, detail, active: null);

    internal void Failed(string detail) => Set(ReadinessCheck.Failed, detail, active: null);

    private void Set(string status, string? detail, bool? active)
    {
        lock (_gate)
        {
            (_status, _detail, _active) = (status, detail, active ?? _active);
        }
    }
}
