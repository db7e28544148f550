using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace CivicForge.Api.Operations;

/// <summary>Renders the process's <see cref="Meter"/>s in the Prometheus text format 0.0.4. There is no exporter for it in our feed.
/// A metric keeps at most 200 label sets; what comes after is left out.</summary>
internal sealed class PrometheusText : IDisposable
{
    private const int MaxSeries = 200;
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly string[] Meters = ["CivicForge", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, Series>> _instruments = new();

    public PrometheusText()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (Meters.Any(m => instrument.Meter.Name.StartsWith(m, StringComparison.Ordinal))) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<float>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<long>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<int>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<short>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<byte>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<decimal>((i, v, t, _) => Record(i, (double)v, t));
        _listener.Start();
    }

    public string Render()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (instrument, series) in _instruments.OrderBy(i => i.Key.Name, StringComparer.Ordinal))
        {
            var kind = Kind(instrument);
            var name = Name(instrument, kind);
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description?.ReplaceLineEndings(" ")}\n# TYPE {name} {kind}\n");
            foreach (var (labels, values) in series.OrderBy(s => s.Key, StringComparer.Ordinal)) values.Render(text, name, labels);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _instruments.GetOrAdd(instrument, static _ => new());
        var labels = Labels(tags);
        if (series.Count >= MaxSeries && !series.ContainsKey(labels)) return;
        var kind = Kind(instrument);
        series.GetOrAdd(labels, static _ => new Series()).Record(value, isHistogram: kind == "histogram", isAbsolute: instrument.IsObservable);
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Histogram" => "histogram",
        "Counter" or "ObservableCounter" => "counter",
        _ => "gauge",
    };

    private static string Name(Instrument instrument, string kind)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return Clean(instrument.Name) + unit + (kind == "counter" ? "_total" : "");
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0) return "";
        var text = new StringBuilder();
        foreach (var tag in tags.ToArray().OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (text.Length > 0) text.Append(',');
            var value = (Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{Clean(tag.Key)}=\"{value}\"");
        }

        return text.ToString();
    }

    private static string Clean(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private sealed class Series
    {
        private readonly Lock _gate = new();
        private readonly long[] _buckets = new long[Bounds.Length];
        private bool _isHistogram;
        private long _count;
        private double _value;

        public void Record(double value, bool isHistogram, bool isAbsolute)
        {
            lock (_gate)
            {
                _isHistogram = isHistogram;
                _count++;
                _value = isAbsolute ? value : _value + value;
                if (!isHistogram) return;
                var bucket = Array.FindIndex(Bounds, bound => value <= bound);
                if (bucket >= 0) _buckets[bucket]++;
            }
        }

        public void Render(StringBuilder text, string name, string labels)
        {
            lock (_gate)
            {
                var braces = labels.Length > 0 ? $"{{{labels}}}" : "";
                if (!_isHistogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{braces} {_value:R}\n");
                    return;
                }

                var prefix = labels.Length > 0 ? labels + "," : "";
                var cumulative = 0L;
                for (var i = 0; i < Bounds.Length; i++)
                {
                    cumulative += _buckets[i];
                    text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"{Bounds[i]:R}\"}} {cumulative}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"+Inf\"}} {_count}\n{name}_sum{braces} {_value:R}\n{name}_count{braces} {_count}\n");
            }
        }
    }
}
