using System.Diagnostics.Metrics;
using Serilog.Core;
using Serilog.Events;

namespace CivicForge.Hosting.Logs;

/// <summary>Counts the lines of a level that a person has to read, also those that a flood keeps out of the log. A
/// level is shown from the start with 0, so that the first line counts as an increase.</summary>
internal sealed class LogLineCounter : ILogEventSink
{
    private static readonly Meter Meter = new("CivicForge.Logs");
    private static long _warnings,
        _errors;

    static LogLineCounter() =>
        Meter.CreateObservableCounter(
            "civicforge.log.lines",
            () =>
                new[]
                {
                    new Measurement<long>(
                        Interlocked.Read(ref _warnings),
                        new KeyValuePair<string, object?>("level", "warning")
                    ),
                    new Measurement<long>(
                        Interlocked.Read(ref _errors),
                        new KeyValuePair<string, object?>("level", "error")
                    ),
                },
            description: "Log lines of the level, fatal ones among the errors"
        );

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level >= LogEventLevel.Error)
        {
            Interlocked.Increment(ref _errors);
        }
        else if (logEvent.Level == LogEventLevel.Warning)
        {
            Interlocked.Increment(ref _warnings);
        }
    }
}
