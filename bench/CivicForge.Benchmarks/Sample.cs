using System.Diagnostics;

namespace CivicForge.Benchmarks;

/// <summary>Repeated measurements of one thing.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];

    internal bool IsEmpty => _values.Count == 0;
    internal double Median => _values.Order().ElementAt(_values.Count / 2);
    internal double Least => _values.Min();
    internal double Greatest => _values.Max();

    internal void Add(double value) => _values.Add(value);

    /// <summary>The median of the ratio to another sample, measurement by measurement: what disturbs both in a round
    /// cancels out.</summary>
    internal double MedianRatioTo(Sample other) =>
        _values.Zip(other._values, (a, b) => a / b).Order().ElementAt(_values.Count / 2);

    /// <summary>Time of <paramref name="work"/> in microseconds.</summary>
    internal static double Microseconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
