namespace CivicForge.Sandbox.Drills;

/// <summary>The programs of Prometheus and Alertmanager, as distributions and as the projects themselves name
/// them.</summary>
internal sealed record MonitoringTools(string Prometheus, string Promtool, string Alertmanager)
{
    public const string Remedy =
        "Debian, Ubuntu: sudo apt-get install -y --no-install-recommends prometheus prometheus-alertmanager";

    /// <returns>Null when one of them is not on the PATH.</returns>
    public static MonitoringTools? Find() =>
        Repository.OnPath("prometheus") is { } prometheus
        && Repository.OnPath("promtool") is { } promtool
        && (Repository.OnPath("alertmanager") ?? Repository.OnPath("prometheus-alertmanager")) is { } alertmanager
            ? new(prometheus, promtool, alertmanager)
            : null;

    /// <exception cref="MissingToolException">One of them is not on the PATH.</exception>
    public static MonitoringTools Need() =>
        Find() ?? throw new MissingToolException($"Prometheus or Alertmanager is missing. {Remedy}");
}
