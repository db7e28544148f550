using System.Globalization;
using System.Text;

namespace CivicForge.Hosting.Metrics;

/// <summary>The values of one label set: a sum, or a histogram.</summary>
internal sealed class PrometheusSeries
{
    private static readonly double[] Bounds =
    [
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        3,
        5,
        10,
    ];
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
            if (!isHistogram)
            {
                return;
            }
            var bucket = Array.FindIndex(Bounds, bound => value <= bound);
            if (bucket >= 0)
            {
                _buckets[bucket]++;
            }
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
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{name}_bucket{{{prefix}le=\"{Bounds[i]:R}\"}} {cumulative}\n"
                );
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"{name}_bucket{{{prefix}le=\"+Inf\"}} {_count}\n{name}_sum{braces} "
                    + $"{_value:R}\n{name}_count{braces} {_count}\n"
            );
        }
    }
}
