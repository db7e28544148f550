using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CivicForge.Api.Jobs;

/// <summary>What the last tick of each periodic work did, for this process's health and metrics.</summary>
internal sealed class WorkerStatus : IHealthCheck, IDisposable
{
    private readonly Meter _meter = new("CivicForge.Worker");
    private readonly Counter<long> _runs;
    private readonly Counter<long> _rows;
    private readonly ConcurrentDictionary<string, int> _inARow = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, TimeSpan Every)> _successes = new(
        StringComparer.Ordinal
    );

    public WorkerStatus()
    {
        _runs = _meter.CreateCounter<long>(
            "civicforge.worker.runs",
            description: "Ticks of a periodic work, by result"
        );
        _rows = _meter.CreateCounter<long>("civicforge.worker.rows", description: "Rows that a periodic work changed");
        _meter.CreateObservableGauge(
            "civicforge.worker.failing",
            () => _failures.Count,
            description: "Periodic works whose last tick failed"
        );
        _meter.CreateObservableGauge(
            "civicforge.worker.last_success_timestamp",
            () => _successes.Select(s => Of(s.Key, s.Value.At.ToUnixTimeMilliseconds() / 1000d)),
            "s",
            "When a periodic work last went well (Unix time)"
        );
        _meter.CreateObservableGauge(
            "civicforge.worker.interval",
            () => _successes.Select(s => Of(s.Key, s.Value.Every.TotalSeconds)),
            "s",
            "From one start of a periodic work to the next"
        );
        _meter.CreateObservableGauge(
            "civicforge.alarms.open",
            () =>
                OpenAlarms.Select(alarm => new Measurement<long>(
                    alarm.Value,
                    new KeyValuePair<string, object?>("kind", alarm.Key)
                )),
            description: "Stored alarms that last and that nobody has acknowledged"
        );
    }

    /// <summary>By kind, as a worker saw them last.</summary>
    public IReadOnlyDictionary<string, long> OpenAlarms { get; set; } = new Dictionary<string, long>();

    /// <returns>How often it had failed in a row before; null when it runs for the first time here.</returns>
    public int? Succeeded(string work, TimeSpan every, int rows, DateTimeOffset now)
    {
        _successes[work] = (now, every);
        int? before = _inARow.TryGetValue(work, out var number) ? number : null;
        _inARow[work] = 0;
        _failures.TryRemove(work, out _);
        _runs.Add(1, new("work", work), new("result", "ok"));
        _rows.Add(rows, new KeyValuePair<string, object?>("work", work));
        return before;
    }

    /// <summary>It stands still because an operator wants it so, which is no reason to call anybody.</summary>
    public void Paused(string work, TimeSpan every, DateTimeOffset now) => _successes[work] = (now, every);

    /// <returns>How often it has failed in a row.</returns>
    public int Failed(string work, Exception exception)
    {
        _failures[work] = $"{work} failed ({exception.GetType().Name}); see log line 31";
        _runs.Add(1, new("work", work), new("result", "failed"));
        return _inARow.AddOrUpdate(work, 1, (_, number) => number + 1);
    }

    /// <summary>Degraded while a work's last tick failed: it is tried again, and what waits for it only
    /// waits.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            _failures.IsEmpty
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(string.Join("; ", _failures.Values.Order(StringComparer.Ordinal)))
        );

    public void Dispose() => _meter.Dispose();

    private static Measurement<double> Of(string work, double value) =>
        new(value, new KeyValuePair<string, object?>("work", work));
}
