using CivicForge.Api.Http.Connections;
using CivicForge.Api.Telemetry;
using CivicForge.Chain;

namespace CivicForge.Api.Http.RateLimits;

/// <summary>What a count left: <see cref="Limit"/> a window, <see cref="Remaining"/> of it, <see cref="Reset"/> until
/// the next.</summary>
/// <param name="Used">In this window, refused ones too.</param>
internal readonly record struct RateDecision(int Used, int Limit, TimeSpan Reset)
{
    public bool Allowed => Used <= Limit;

    public int Remaining => Math.Max(0, Limit - Used);

    /// <summary>Whoever has been refused as often as served does not listen.</summary>
    public bool IsFlood => Used > 2L * Limit;
}

/// <summary>Fixed windows of a minute in this process's memory. The framework's limiters tell neither remaining nor
/// reset on success and keep their own clock, hence this one. Instances behind a load balancer each count for
/// themselves.</summary>
internal sealed class RateLimiter(RateLimitOptions options, CivicMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly RateCounters<(RateClass, Address)> _members = new();
    private readonly RateCounters<(RateClass, ClientNetwork)> _addresses = new();

    public RateDecision Count(RateClass rateClass, Address member) =>
        Decide(_members, (rateClass, member), options.PerMember(rateClass));

    public RateDecision Count(RateClass rateClass, ClientNetwork address) =>
        Decide(_addresses, (rateClass, address), options.PerAddress(rateClass));

    private RateDecision Decide<TKey>(RateCounters<TKey> counters, TKey key, int limit)
        where TKey : notnull
    {
        var now = time.GetUtcNow();
        var window = now.Ticks / Window.Ticks;
        var used = counters.Count(key, window);
        if (used > limit)
        {
            metrics.RateLimited();
        }
        return new RateDecision(used, limit, TimeSpan.FromTicks((window + 1) * Window.Ticks - now.Ticks));
    }
}
