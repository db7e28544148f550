using System.Diagnostics.Metrics;

namespace CivicForge.Hosting.Health;

/// <summary>What <c>/health/ready</c> says, as a metric. Each scrape looks anew; a look that takes longer than a scrape
/// may take goes on, and the next scrape shows what it found.</summary>
public sealed class HealthGauge : IDisposable
{
    private static readonly TimeSpan ScrapeWaits = TimeSpan.FromSeconds(3);
    private readonly Meter _meter = new("CivicForge.Health");
    private readonly Lock _gate = new();
    private Func<CancellationToken, Task<ReadinessReport>>? _look;
    private IReadOnlyList<ReadinessCheck> _checks = [];
    private Task? _looking;

    public HealthGauge() =>
        _meter.CreateObservableGauge(
            "civicforge.health.status",
            () =>
                _checks.Select(check => new Measurement<int>(
                    Number(check.Status),
                    new KeyValuePair<string, object?>("check", check.Name)
                )),
            description: "What a check of /health/ready found: 2 ok, 1 degraded, 0 failed"
        );

    internal void Watch(Func<CancellationToken, Task<ReadinessReport>> look) => _look = look;

    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        Task looking;
        lock (_gate)
        {
            if (_look is null)
            {
                return;
            }
            if (_looking is null or { IsCompleted: true })
            {
                _looking = LookAsync(_look);
            }
            looking = _looking;
        }
        await Task.WhenAny(looking, Task.Delay(ScrapeWaits, cancellationToken));
    }

    public void Dispose() => _meter.Dispose();

    private async Task LookAsync(Func<CancellationToken, Task<ReadinessReport>> look) =>
        _checks = (await look(CancellationToken.None)).Checks;

    private static int Number(string status) =>
        status switch
        {
            ReadinessCheck.Ok => 2,
            ReadinessCheck.Degraded => 1,
            _ => 0,
        };
}
