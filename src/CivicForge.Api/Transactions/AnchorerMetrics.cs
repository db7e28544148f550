using System.Diagnostics.Metrics;
using System.Numerics;

namespace CivicForge.Api.Transactions;

/// <summary>What the anchorer's process shows at /metrics. Gauges hold what the last tick saw.</summary>
internal sealed class AnchorerMetrics : IDisposable
{
    private readonly Meter _meter = new("CivicForge.Anchorer");
    private readonly Counter<long> _rechecks;

    public AnchorerMetrics()
    {
        Attempts = _meter.CreateCounter<long>(
            "civicforge.transactions.attempts",
            description: "Signed attempts, first ones and replacements"
        );
        Sealed = _meter.CreateCounter<long>(
            "civicforge.anchoring.sealed_leaves",
            description: "Leaves sealed into batches"
        );
        Claims = _meter.CreateCounter<long>("civicforge.rewards.claims", description: "Relayed claims by result");
        _rechecks = _meter.CreateCounter<long>(
            "civicforge.signatures.rechecked",
            description: "Contract signatures checked again at a final block, by whether they hold"
        );
        _meter.CreateObservableGauge(
            "civicforge.anchoring.pending",
            () => Pending,
            description: "Completed pairs that no batch holds yet, and batches without a canonical anchor"
        );
        _meter.CreateObservableGauge(
            "civicforge.anchoring.oldest_unanchored",
            () => OldestUnanchored.TotalSeconds,
            "s",
            "Age of the oldest pair without a canonical anchor"
        );
        _meter.CreateObservableGauge(
            "civicforge.anchoring.promise",
            () => Promise.TotalSeconds,
            "s",
            "Within which receipts promise the anchor"
        );
        _meter.CreateObservableGauge(
            "civicforge.rewards.over_budget",
            () => RewardsOverBudget,
            description: "Rewards that wait for the next day's relay budget"
        );
        _meter.CreateObservableGauge(
            "civicforge.lease.held",
            () => LeaseHeld ? 1 : 0,
            description: "1 when this process holds the writer's lease"
        );
        _meter.CreateObservableGauge(
            "civicforge.job.ok",
            () =>
                Jobs.Select(j => new Measurement<int>(
                    j.Value ? 1 : 0,
                    new KeyValuePair<string, object?>("job", j.Key)
                )),
            description: "1 when a job went well the last time it ran"
        );
        _meter.CreateObservableGauge(
            "civicforge.job.last_run_timestamp",
            () =>
                JobRuns.Select(j => new Measurement<double>(
                    j.Value.ToUnixTimeMilliseconds() / 1000d,
                    new KeyValuePair<string, object?>("job", j.Key)
                )),
            "s",
            "When a job last ran, well or not (Unix time)"
        );
        _meter.CreateObservableGauge(
            "civicforge.node.up",
            () => NodeUp ? 1 : 0,
            description: "1 when the node answered the last tick"
        );
        _meter.CreateObservableGauge(
            "civicforge.balance",
            () =>
                Balances.Select(b => new Measurement<double>(
                    (double)b.Value,
                    new KeyValuePair<string, object?>("key", b.Key)
                )),
            "wei",
            "Balance of a signing key"
        );
        _meter.CreateObservableGauge(
            "civicforge.runway",
            () =>
                Runways.Select(r => new Measurement<double>(r.Value, new KeyValuePair<string, object?>("key", r.Key))),
            description: "Transactions that a key's balance still pays at today's fees"
        );
    }

    public Counter<long> Attempts { get; }
    public Counter<long> Sealed { get; }
    public Counter<long> Claims { get; }
    public long Pending { get; set; }
    public TimeSpan OldestUnanchored { get; set; }
    public TimeSpan Promise { get; set; }
    public long RewardsOverBudget { get; set; }
    public bool LeaseHeld { get; set; }
    public bool NodeUp { get; set; }

    /// <summary>Whether each job went well when it ran last.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, bool> Jobs { get; } = new();

    /// <summary>When each job ran last.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, DateTimeOffset> JobRuns { get; } = new();
    private System.Collections.Concurrent.ConcurrentDictionary<string, BigInteger> Balances { get; } = new();
    private System.Collections.Concurrent.ConcurrentDictionary<string, double> Runways { get; } = new();

    public void Rechecked(bool holds) =>
        _rechecks.Add(1, new KeyValuePair<string, object?>("holds", holds ? "true" : "false"));

    /// <param name="cost">Wei of one typical transaction at today's fees.</param>
    public void Balance(string key, BigInteger balance, BigInteger cost)
    {
        Balances[key] = balance;
        Runways[key] = cost.IsZero ? 0 : (double)(balance / cost);
    }

    public void Dispose() => _meter.Dispose();
}
