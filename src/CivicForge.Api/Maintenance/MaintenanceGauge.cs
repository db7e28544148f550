using System.Diagnostics.Metrics;
using CivicForge.Api.Database;

namespace CivicForge.Api.Maintenance;

/// <summary>Shows the switch to monitoring, as this process sees it.</summary>
internal sealed class MaintenanceGauge : IDisposable
{
    private readonly Meter _meter = new("CivicForge.Maintenance");

    public MaintenanceGauge(MaintenanceWatch watch) =>
        _meter.CreateObservableGauge(
            "civicforge.maintenance",
            () => Show(watch.Current.Mode),
            description: "1 for the mode that the switch for maintenance is in, 0 for the others"
        );

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Show(MaintenanceMode current) =>
        Enum.GetValues<MaintenanceMode>()
            .Select(mode => new Measurement<int>(
                mode == current ? 1 : 0,
                new KeyValuePair<string, object?>("mode", Words.Of(mode))
            ));
}
