using System.Diagnostics.Metrics;

namespace CivicForge.Api.Telemetry;

/// <summary>What this service counts about itself; served at <c>/metrics</c>.</summary>
internal sealed class CivicMetrics : IDisposable
{
    public const string MeterName = "CivicForge.Api";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _attestations;
    private readonly Counter<long> _completions;
    private readonly Counter<long> _rateLimited;

    public CivicMetrics()
    {
        _attestations = _meter.CreateCounter<long>("civicforge.attestations", description: "Attestations stored.");
        _completions = _meter.CreateCounter<long>("civicforge.completions", description: "Pairs completed.");
        _rateLimited = _meter.CreateCounter<long>("civicforge.rate_limited", description: "Requests over a limit.");
    }

    public Meter Meter => _meter;

    /// <summary>Shows 0 from now on, so that the first refusal counts as an increase. What is recorded before somebody
    /// listens is lost, and this is made before the listener.</summary>
    public void ShowZero() => _rateLimited.Add(0);

    public void RateLimited() => _rateLimited.Add(1);

    /// <param name="kind">Of its signature.</param>
    public void Accepted(string kind, bool completed)
    {
        _attestations.Add(1, new KeyValuePair<string, object?>("kind", kind));
        if (completed)
        {
            _completions.Add(1);
        }
    }

    public void Dispose() => _meter.Dispose();
}
