using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace CivicForge.Hosting.Metrics;

/// <summary>An instrument and its label sets, at most 200; what comes after is left out. A set is looked up by the tags
/// as they come; its text is made once.</summary>
internal sealed class PrometheusMetric
{
    private const int MaxSeries = 200;
    private readonly string _description;
    private readonly string _kind;
    private readonly bool _isAbsolute;
    private readonly ConcurrentDictionary<string, PrometheusSeries> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], PrometheusSeries> _byTags = new(
        new TagComparer()
    );
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], PrometheusSeries>.AlternateLookup<
        ReadOnlySpan<KeyValuePair<string, object?>>
    > _lookup;

    public PrometheusMetric(Instrument instrument)
    {
        _description = instrument.Description?.ReplaceLineEndings(" ") ?? "";
        _kind = KindOf(instrument);
        _isAbsolute = instrument.IsObservable;
        _lookup = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        Name = NameOf(instrument, _kind);
    }

    public string Name { get; }

    public string Kind => _kind;

    public bool HasSeries => !_series.IsEmpty;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        (_lookup.TryGetValue(tags, out var known) ? known : Find(tags))?.Record(
            value,
            isHistogram: _kind == "histogram",
            _isAbsolute
        );

    public void Render(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_description}\n# TYPE {Name} {_kind}\n");
        foreach (var (labels, values) in _series.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            values.Render(text, Name, labels);
        }
    }

    /// <summary>The series of these tags in any order, known or new; null when there are too many.</summary>
    private PrometheusSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (_series.Count >= MaxSeries && !_series.ContainsKey(labels))
        {
            return null;
        }
        var series = _series.GetOrAdd(labels, static _ => new PrometheusSeries());
        if (_byTags.Count < MaxSeries)
        {
            _lookup.TryAdd(tags, series);
        }
        return series;
    }

    private static string KindOf(Instrument instrument) =>
        instrument.GetType().Name.Split('`')[0] switch
        {
            "Histogram" => "histogram",
            "Counter" or "ObservableCounter" => "counter",
            _ => "gauge",
        };

    private static string NameOf(Instrument instrument, string kind)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return Clean(instrument.Name) + unit + (kind == "counter" ? "_total" : "");
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return "";
        }
        var text = new StringBuilder();
        foreach (var tag in tags.ToArray().OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (text.Length > 0)
            {
                text.Append(',');
            }
            var value = (Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "")
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{Clean(tag.Key)}=\"{value}\"");
        }

        return text.ToString();
    }

    private static string Clean(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}

/// <summary>Compares tags as they come, so that a known set is found without making anything.</summary>
internal sealed class TagComparer
    : IEqualityComparer<KeyValuePair<string, object?>[]>,
        IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, KeyValuePair<string, object?>[]>
{
    public bool Equals(KeyValuePair<string, object?>[]? x, KeyValuePair<string, object?>[]? y) =>
        Equals(x.AsSpan(), y ?? []);

    public int GetHashCode(KeyValuePair<string, object?>[] tags) => GetHashCode(tags.AsSpan());

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> tags, KeyValuePair<string, object?>[] other)
    {
        if (tags.Length != other.Length)
        {
            return false;
        }
        for (var i = 0; i < other.Length; i++)
        {
            if (tags[i].Key != other[i].Key || !Equals(tags[i].Value, other[i].Value))
            {
                return false;
            }
        }
        return true;
    }

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var tag in tags)
        {
            hash.Add(tag.Value);
        }
        return hash.ToHashCode();
    }

    public KeyValuePair<string, object?>[] Create(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.ToArray();
}
