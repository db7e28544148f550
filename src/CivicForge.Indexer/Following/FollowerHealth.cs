namespace CivicForge.Indexer.Following;

/// <summary>What the follower last knew, for <c>/health/ready</c>. A silent node is degraded, never unready; a halt, a
/// wrong chain and a missing database are unready.</summary>
internal sealed class FollowerHealth
{
    private readonly Lock _gate = new();
    private string _status = "degraded";
    private string? _detail = "Starting.";
    private bool _active;

    internal (string Status, string? Detail, bool Active) Read()
    {
        lock (_gate)
        {
            return (_status, _detail, _active);
        }
    }

    internal void Healthy(string? note = null) => Set("healthy", note, active: true);

    internal void Standby() => Set("healthy", "Standby: another instance holds the lease.", active: false);

    internal void Degraded(string detail) => Set("degraded", detail, active: null);

    internal void Unhealthy(string detail) => Set("unhealthy", detail, active: null);

    private void Set(string status, string? detail, bool? active)
    {
        lock (_gate)
        {
            (_status, _detail, _active) = (status, detail, active ?? _active);
        }
    }
}
