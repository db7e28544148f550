using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace CivicForge.Indexer.Operations;

/// <summary>The Prometheus text format (version 0.0.4) out of System.Diagnostics.Metrics. Counters, and gauges that are
/// read when scraped; there is no exporter package for it.</summary>
internal sealed class PrometheusText : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), double> _values = new();

    internal PrometheusText(string meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => Record(instrument, value, Labels(tags))
        );
        _listener.Start();
    }

    internal string Render()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var series in _values.GroupBy(v => v.Key.Instrument).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            var counter = series.Key is Counter<long>;
            var name = series.Key.Name.Replace('.', '_') + (counter ? "_total" : "");
            text.Append(
                CultureInfo.InvariantCulture,
                $"# HELP {name} {series.Key.Description}\n# TYPE {name} {(counter ? "counter" : "gauge")}\n"
            );
            foreach (var ((_, labels), value) in series.OrderBy(v => v.Key.Labels, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, long value, string labels) =>
        _values.AddOrUpdate(
            (instrument, labels),
            value,
            (key, sum) => key.Instrument is Counter<long> ? sum + value : value
        );

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        tags.Length == 0 ? "" : "{" + string.Join(',', tags.ToArray().Select(t => $"{t.Key}=\"{t.Value}\"")) + "}";
}
