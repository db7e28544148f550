using System.Globalization;
using System.Text.RegularExpressions;

namespace CivicForge.Sandbox.Releasing;

/// <summary>How many requests were answered, how many of them with a failure of ours, and how fast: counters since a
/// process began, or the difference of two looks at them. Live events, which last as long as somebody listens, are not
/// among them.</summary>
/// <param name="Buckets">By upper bound in seconds, how many took at most so long.</param>
internal sealed partial record RequestFigures(
    double Requests,
    double Failures,
    IReadOnlyDictionary<double, double> Buckets
)
{
    private const string Histogram = "http_server_request_duration_seconds";

    public static RequestFigures None { get; } = new(0, 0, new Dictionary<double, double>());

    public double ErrorPercent => Requests == 0 ? 0 : 100 * Failures / Requests;

    /// <summary>What nineteen of twenty requests stayed below, in seconds, as Prometheus' <c>histogram_quantile</c>
    /// takes it.</summary>
    public double P95
    {
        get
        {
            if (Requests == 0)
            {
                return 0;
            }
            var rank = 0.95 * Requests;
            var (lower, below) = (0.0, 0.0);
            foreach (var (upper, count) in Buckets.OrderBy(bucket => bucket.Key))
            {
                if (count >= rank && count > 0)
                {
                    return double.IsInfinity(upper)
                        ? lower
                        : lower + (upper - lower) * (count == below ? 1 : (rank - below) / (count - below));
                }
                (lower, below) = (upper, count);
            }
            return lower;
        }
    }

    /// <summary>Reads what a process of role api says at <c>/metrics</c>.</summary>
    public static RequestFigures Read(string metrics)
    {
        double requests = 0,
            failures = 0;
        Dictionary<double, double> buckets = [];
        foreach (Match line in Line().Matches(metrics))
        {
            var labels = line.Groups["labels"].Value;
            var value = double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture);
            if (labels.Contains("/events\"", StringComparison.Ordinal))
            {
                continue;
            }
            if (line.Groups["kind"].Value == "count")
            {
                requests += value;
                failures += labels.Contains("http_response_status_code=\"5", StringComparison.Ordinal) ? value : 0;
                continue;
            }
            var bound = Bound().Match(labels).Groups[1].Value;
            var upper = bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture);
            buckets[upper] = buckets.GetValueOrDefault(upper) + value;
        }
        return new(requests, failures, buckets);
    }

    public RequestFigures Plus(RequestFigures other) => Combine(other, 1);

    /// <summary>What came since an earlier look. A process that began anew counts from nothing.</summary>
    public RequestFigures Since(RequestFigures earlier) => Requests < earlier.Requests ? this : Combine(earlier, -1);

    private RequestFigures Combine(RequestFigures other, int sign) =>
        new(
            Requests + sign * other.Requests,
            Failures + sign * other.Failures,
            Buckets
                .Keys.Union(other.Buckets.Keys)
                .ToDictionary(
                    upper => upper,
                    upper => Buckets.GetValueOrDefault(upper) + sign * other.Buckets.GetValueOrDefault(upper)
                )
        );

    [GeneratedRegex($@"^{Histogram}_(?<kind>bucket|count)\{{(?<labels>.*)\}} (?<value>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("\\ble=\"([^\"]+)\"")]
    private static partial Regex Bound();
}
