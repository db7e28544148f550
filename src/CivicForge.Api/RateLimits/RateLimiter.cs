using System.Collections.Concurrent;

namespace CivicForge.Api.RateLimits;

/// <summary>What a count left: <see cref="Limit"/> a window, <see cref="Remaining"/> of it, <see cref="Reset"/> until the next.</summary>
internal readonly record struct RateDecision(bool Allowed, int Limit, int Remaining, TimeSpan Reset);

/// <summary>Fixed windows of a minute in this process's memory. The framework's limiters tell neither remaining nor reset on success and
/// keep their own clock, hence this one. Instances behind a load balancer each count for themselves.</summary>
internal sealed class RateLimiter(RateLimitOptions options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(RateClass Class, string Key), Counter> _counters = new();
    private long _swept;

    public RateDecision Count(RateClass rateClass, string key)
    {
        var now = time.GetUtcNow();
        var window = now.Ticks / Window.Ticks;
        Sweep(window);
        var counter = _counters.GetOrAdd((rateClass, key), static _ => new Counter());
        var used = counter.Take(window);
        var limit = options[rateClass];
        return new RateDecision(used <= limit, limit, Math.Max(0, limit - used), TimeSpan.FromTicks((window + 1) * Window.Ticks - now.Ticks));
    }

    private void Sweep(long window)
    {
        var swept = Interlocked.Read(ref _swept);
        if (swept == window || Interlocked.CompareExchange(ref _swept, window, swept) != swept) return;
        foreach (var (key, counter) in _counters)
            if (counter.Window < window) _counters.TryRemove(new(key, counter));
    }

    private sealed class Counter
    {
        private readonly Lock _gate = new();
        private int _used;

        public long Window { get; private set; }

        public int Take(long window)
        {
            lock (_gate)
            {
                if (Window != window) (Window, _used) = (window, 0);
                return _used == int.MaxValue ? _used : ++_used;
            }
        }
    }
}
