using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace CivicForge.Hosting.Metrics;

/// <summary>Renders the process's <see cref="Meter"/>s in the Prometheus text format 0.0.4. Why not by a
/// library: docs/adr/0008-metrics-by-our-own-listener.md.</summary>
public sealed class PrometheusText : IDisposable
{
    private static readonly string[] Meters =
    [
        "CivicForge",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Npgsql",
        "System.Runtime",
    ];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, PrometheusMetric> _metrics = new();

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Any(m => instrument.Meter.Name.StartsWith(m, StringComparison.Ordinal)))
            {
                listener.EnableMeasurementEvents(
                    instrument,
                    _metrics.GetOrAdd(instrument, static i => new PrometheusMetric(i))
                );
            }
        };
        _listener.SetMeasurementEventCallback<double>(
            static (_, value, tags, metric) => ((PrometheusMetric)metric!).Record(value, tags)
        );
        _listener.SetMeasurementEventCallback<float>(
            static (_, value, tags, metric) => ((PrometheusMetric)metric!).Record(value, tags)
        );
        _listener.SetMeasurementEventCallback<long>(
            static (_, value, tags, metric) => ((PrometheusMetric)metric!).Record(value, tags)
        );
        _listener.SetMeasurementEventCallback<int>(
            static (_, value, tags, metric) => ((PrometheusMetric)metric!).Record(value, tags)
        );
        _listener.SetMeasurementEventCallback<short>(
            static (_, value, tags, metric) => ((PrometheusMetric)metric!).Record(value, tags)
        );
        _listener.SetMeasurementEventCallback<byte>(
            static (_, value, tags, metric) => ((PrometheusMetric)metric!).Record(value, tags)
        );
        _listener.SetMeasurementEventCallback<decimal>(
            static (_, value, tags, metric) => ((PrometheusMetric)metric!).Record((double)value, tags)
        );
        _listener.Start();
    }

    public string Render()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var metric in _metrics.Values.Where(m => m.HasSeries).OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            metric.Render(text);
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();
}
