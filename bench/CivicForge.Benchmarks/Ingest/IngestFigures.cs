namespace CivicForge.Benchmarks.Ingest;

/// <summary>Collects what the rounds measured and makes rows of it. Ratios are taken round by round, so that what
/// disturbs a round disturbs both sides.</summary>
internal sealed class IngestFigures(IReadOnlyList<string> peerNames)
{
    private const double LeastOfLimit = 0.5,
        TimesBestPeer = 10,
        P99 = 50,
        Memory = 180;

    private readonly Sample _first = new(),
        _second = new(),
        _both = new(),
        _ceiling = new(),
        _firstTail = new(),
        _secondMedian = new(),
        _secondTail = new(),
        _ceilingTail = new(),
        _memory = new(),
        _anchored = new();
    private readonly Dictionary<string, Sample> _peers = peerNames.ToDictionary(name => name, _ => new Sample());
    private readonly Dictionary<(string Signature, string Where), Sample> _processorTime = [];
    private double _firstPerSecond;

    /// <summary>Whether results count.</summary>
    internal bool IsWarm { get; set; }

    internal void AddCeiling(LoadResult load)
    {
        Add(_ceiling, load.PerSecond, "ceiling");
        Add(_ceilingTail, load.P99Milliseconds, "ceiling p99");
    }

    internal void AddFirst(LoadResult load)
    {
        _firstPerSecond = load.PerSecond;
        Add(_first, load.PerSecond, "first");
        Add(_firstTail, load.P99Milliseconds, "first p99");
    }

    internal void AddSecond(LoadResult load)
    {
        Add(_second, load.PerSecond, "second");
        Add(_both, 2 / ((1 / _firstPerSecond) + (1 / load.PerSecond)), "both");
        Add(_secondMedian, load.MedianMilliseconds, "second median");
        Add(_secondTail, load.P99Milliseconds, "second p99");
    }

    internal void AddMemory(double mebibytes) => Add(_memory, mebibytes, "memory");

    /// <param name="seconds">For one signature.</param>
    internal void AddProcessorTime(string signature, string where, double seconds)
    {
        if (!_processorTime.TryGetValue((signature, where), out var sample))
        {
            _processorTime[(signature, where)] = sample = new Sample();
        }
        Add(sample, seconds * 1e6, $"{signature}, microseconds of {where}");
    }

    internal void AddAnchored(double seconds) => Add(_anchored, seconds, "anchored");

    internal void AddPeer(string name, LoadResult load) => Add(_peers[name], load.PerSecond, name);

    internal IReadOnlyList<Row> Rows(int pairs, int connections) =>
        [
            Rate(
                $"attestations over HTTP, both signatures of {pairs:#,0} pairs, {connections} connections: at "
                    + $"least {LeastOfLimit} of the ceiling and {TimesBestPeer} × the best peer",
                _both,
                hasGoal: true
            ),
            Rate("of which the first signature", _first, hasGoal: true),
            Rate("of which the second, which completes the pair", _second, hasGoal: true),
            Row.Bounded(
                "P3",
                $"99th percentile, first signature: under {P99} ms (limit: the ceiling's)",
                "ms",
                _firstTail,
                P99,
                _ceilingTail
            ),
            Row.Bounded(
                "P3",
                $"99th percentile, second signature: under {P99} ms (limit: the ceiling's)",
                "ms",
                _secondTail,
                P99,
                _ceilingTail
            ),
            Row.Bounded("P3", "median of the second signature", "ms", _secondMedian, null),
            Row.Bounded(
                "P3",
                $"from the last completion of {pairs:#,0} to its anchor in a block (MaxAge 2 s, tick 1 s)",
                "s",
                _anchored,
                null
            ),
            .. _processorTime.Select(p =>
                Row.Bounded(
                    "P3",
                    $"processor time of {p.Key.Where} for a {p.Key.Signature} signature",
                    "µs",
                    p.Value,
                    null
                )
            ),
            .. _memory.IsEmpty
                ? Array.Empty<Row>()
                :
                [
                    Row.Bounded(
                        "P7",
                        $"resident memory of the API under this load: under {Memory} MiB",
                        "MiB",
                        _memory,
                        Memory
                    ),
                ],
        ];

    private void Add(Sample sample, double value, string what)
    {
        Console.WriteLine($"{(IsWarm ? "" : "(warming up) ")}{what} {value:#,0.##}");
        if (IsWarm)
        {
            sample.Add(value);
        }
    }

    private Row Rate(string name, Sample ours, bool hasGoal)
    {
        var peers = _peers.ToDictionary(p => $"fastify + {p.Key} + pg", p => Row.Round(p.Value.Median));
        var (ofLimit, timesPeer) = (ours.MedianRatioTo(_ceiling), ours.Median / peers.Values.Max());
        return new Row(
            "P3",
            name,
            "1/s",
            Row.Round(ours.Median),
            Row.Round(_ceiling.Median),
            peers,
            Row.Round(1 / ofLimit),
            Row.Round(timesPeer),
            hasGoal ? ofLimit >= LeastOfLimit && timesPeer >= TimesBestPeer : null,
            [Row.Round(ours.Least), Row.Round(ours.Greatest)]
        );
    }
}
