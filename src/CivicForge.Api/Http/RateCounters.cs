using System.Collections.Concurrent;

namespace CivicForge.Api.Http;

/// <summary>How often each key came in the current minute. Its memory is bounded: keys that come when very many are
/// known already share counters by their hash, so that a flood from everywhere makes the count coarser and nothing
/// else.</summary>
internal sealed class RateCounters<TKey>
    where TKey : notnull
{
    internal const int MostExact = 50_000;
    private const int Coarse = 16_384;

    private readonly ConcurrentDictionary<TKey, Counter> _exact = new();
    private readonly Counter[] _coarse = [.. Enumerable.Range(0, Coarse).Select(_ => new Counter())];
    private int _count; // ConcurrentDictionary takes every lock to tell its own
    private long _swept;

    internal int Known => Volatile.Read(ref _count);

    /// <returns>How often, this time included.</returns>
    public int Count(TKey key, long window)
    {
        Sweep(window);
        return Find(key).Take(window);
    }

    /// <returns>How often it has come so far.</returns>
    public int Used(TKey key, long window) =>
        _exact.TryGetValue(key, out var known) ? known.Used(window)
        : Known < MostExact ? 0
        : _coarse[(uint)key.GetHashCode() % Coarse].Used(window);

    private Counter Find(TKey key)
    {
        if (_exact.TryGetValue(key, out var known))
        {
            return known;
        }
        if (Known >= MostExact)
        {
            return _coarse[(uint)key.GetHashCode() % Coarse];
        }
        var counter = new Counter();
        var stored = _exact.GetOrAdd(key, counter);
        if (stored == counter)
        {
            Interlocked.Increment(ref _count);
        }
        return stored;
    }

    private void Sweep(long window)
    {
        var swept = Interlocked.Read(ref _swept);
        if (swept == window || Interlocked.CompareExchange(ref _swept, window, swept) != swept)
        {
            return;
        }
        foreach (var (key, counter) in _exact)
        {
            if (counter.Window < window && _exact.TryRemove(new(key, counter)))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    /// <summary>A window and what was used of it, in one number that changes without a lock.</summary>
    private sealed class Counter
    {
        private long _state;

        public long Window => Volatile.Read(ref _state) >> 32;

        public int Used(long window)
        {
            var state = Volatile.Read(ref _state);
            return state >> 32 == window ? (int)state : 0;
        }

        public int Take(long window)
        {
            while (true)
            {
                var before = Volatile.Read(ref _state);
                var used = before >> 32 == window ? (uint)before : 0;
                if (used == int.MaxValue)
                {
                    return int.MaxValue;
                }
                if (Interlocked.CompareExchange(ref _state, (window << 32) | (used + 1), before) == before)
                {
                    return (int)used + 1;
                }
            }
        }
    }
}
