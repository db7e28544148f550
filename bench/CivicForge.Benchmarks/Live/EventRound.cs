using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using CivicForge.Benchmarks.Read;

namespace CivicForge.Benchmarks.Live;

/// <summary>One event on its way to all listeners: that a quest is complete.</summary>
internal sealed class EventRound(Guid quest, int listeners)
{
    private readonly byte[] _id = Encoding.ASCII.GetBytes(quest.ToString());
    private readonly ConcurrentBag<double> _arrivals = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _left = listeners;

    internal Task All => _all.Task;

    /// <summary>Milliseconds from before the request that made it true until listeners had it.</summary>
    internal Latencies Latencies => Latencies.Of(_arrivals);

    internal double LastMilliseconds => _arrivals.Max();

    internal bool IsIn(ReadOnlySpan<byte> text) =>
        text.IndexOf(_id) is >= 0 and var at && text[at..].IndexOf("COMPLETE"u8) >= 0;

    internal void Arrived()
    {
        _arrivals.Add(Stopwatch.GetElapsedTime(_start).TotalMilliseconds);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _all.TrySetResult();
        }
    }
}
