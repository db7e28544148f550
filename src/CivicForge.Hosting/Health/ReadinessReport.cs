namespace CivicForge.Hosting.Health;

/// <summary>One thing that was looked at, and why it is not <see cref="Ok"/>.</summary>
/// <param name="Status">One of the words below.</param>
public sealed record ReadinessCheck(string Name, string Status, string? Reason)
{
    public const string Ok = "ok";

    /// <summary>Something waits that passes, or that others do without.</summary>
    public const string Degraded = "degraded";

    /// <summary>This process cannot do its work until a person mends it.</summary>
    public const string Failed = "failed";
}

/// <summary>What <c>/health/ready</c> says: <c>ready</c>, <c>degraded</c> or <c>unready</c>.</summary>
public sealed record ReadinessReport(string Status, IReadOnlyList<ReadinessCheck> Checks)
{
    /// <summary>Only this takes a process out of service (503).</summary>
    public const string Unready = "unready";

    /// <summary>The worst of the checks decides.</summary>
    public static ReadinessReport Of(IReadOnlyList<ReadinessCheck> checks) =>
        new(
            checks.Any(c => c.Status == ReadinessCheck.Failed) ? Unready
                : checks.Any(c => c.Status == ReadinessCheck.Degraded) ? ReadinessCheck.Degraded
                : "ready",
            checks
        );
}
