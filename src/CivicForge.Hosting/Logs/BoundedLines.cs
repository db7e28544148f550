using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace CivicForge.Hosting.Logs;

/// <summary>Passes on so many lines of each kind in a second. What it leaves out it counts, and tells before the first
/// line of a later second.</summary>
internal sealed class BoundedLines(ILogEventSink sink, LogOptions options, TimeProvider time)
    : ILogEventSink,
        IDisposable
{
    // Templates are constants of this program; should one ever not be, they count together.
    private const int MostKinds = 500;
    private static readonly MessageTemplate LeftOut = new MessageTemplateParser().Parse(
        "{Count} lines like this were left out in {Seconds} s: {Kind}"
    );
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Template, bool IsRefused), Second> _kinds = [];

    public void Emit(LogEvent logEvent)
    {
        var isRefused = IsRefused(logEvent);
        if (Admit(logEvent.MessageTemplate.Text, isRefused) is not { } leftOut)
        {
            return;
        }
        if (leftOut.Count > 0)
        {
            sink.Emit(Tell(logEvent, leftOut));
        }
        sink.Emit(logEvent);
    }

    public void Dispose() => (sink as IDisposable)?.Dispose();

    /// <returns>What was left out before this line; null when this one is too.</returns>
    private (long Count, long Seconds)? Admit(string template, bool isRefused)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        lock (_gate)
        {
            var key = (
                _kinds.Count < MostKinds || _kinds.ContainsKey((template, isRefused)) ? template : "other",
                isRefused
            );
            if (!_kinds.TryGetValue(key, out var kind))
            {
                _kinds[key] = kind = new Second { At = now };
            }
            if (kind.At == now && kind.Passed >= (isRefused ? options.MaxRefusedPerSecond : options.MaxPerSecond))
            {
                kind.LeftOut++;
                return null;
            }

            if (kind.At == now)
            {
                kind.Passed++;
                return (0, 0);
            }

            var before = (kind.LeftOut, now - kind.At);
            (kind.At, kind.Passed, kind.LeftOut) = (now, 1, 0);
            return before;
        }
    }

    /// <summary>Anybody can make these at no cost to themselves: requests that got nothing, and faults with the trace
    /// that comes with them.</summary>
    private static bool IsRefused(LogEvent logEvent) =>
        logEvent.Level >= LogEventLevel.Warning
        || (logEvent.Properties.GetValueOrDefault("Status") is ScalarValue { Value: int status } && status >= 400);

    private static LogEvent Tell(LogEvent like, (long Count, long Seconds) leftOut) =>
        new(
            like.Timestamp,
            LogEventLevel.Warning,
            null,
            LeftOut,
            [
                new("Count", new ScalarValue(leftOut.Count)),
                new("Seconds", new ScalarValue(leftOut.Seconds)),
                new("Kind", new ScalarValue(like.MessageTemplate.Text)),
            ]
        );

    private sealed class Second
    {
        public long At { get; set; }
        public int Passed { get; set; }
        public long LeftOut { get; set; }
    }
}
