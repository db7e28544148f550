using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace CivicForge.Hosting.Logs;

/// <summary>One JSON object a line, none longer than some 16 KiB: of a longer one, texts and the trace of its exception
/// are cut.</summary>
public sealed class BoundedJson : ITextFormatter
{
    internal const int MostCharacters = 16 * 1024;
    private const int MostOfText = 500;
    private const int MostOfTrace = 6_000;
    private readonly JsonFormatter _json = new(renderMessage: true);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        _json.Format(logEvent, line);
        if (line.GetStringBuilder().Length <= MostCharacters)
        {
            output.Write(line.GetStringBuilder());
        }
        else
        {
            _json.Format(Cut(logEvent), output);
        }
    }

    /// <param name="most">Characters that stay.</param>
    public static string Cut(string text, int most) =>
        text.Length <= most
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, most)}… ({text.Length} characters)");

    private static LogEvent Cut(LogEvent logEvent) =>
        new(
            logEvent.Timestamp,
            logEvent.Level,
            logEvent.Exception is { } exception ? new CutException(Cut(exception.ToString(), MostOfTrace)) : null,
            logEvent.MessageTemplate,
            logEvent.Properties.Take(20).Select(p => new LogEventProperty(p.Key, Cut(p.Value)))
        );

    private static ScalarValue Cut(LogEventPropertyValue value) =>
        value switch
        {
            ScalarValue { Value: null or IFormattable } scalar => scalar, // numbers, times, ids
            ScalarValue { Value: { } text } => new ScalarValue(Cut($"{text}", MostOfText)),
            _ => new ScalarValue(Cut(value.ToString(), MostOfText)),
        };

    private sealed class CutException(string text) : Exception
    {
        public override string ToString() => text;
    }
}
