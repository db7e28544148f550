namespace CivicForge.Benchmarks;

/// <summary>One measured figure beside its limit and its peers, as in bench/results.</summary>
/// <param name="Goal">The goal in the performance goals, e.g. <c>P1</c>.</param>
/// <param name="Ours">Median, in <paramref name="Unit"/>.</param>
/// <param name="Limit">What the hardware or a library underneath allows, measured in the same run; null when there is
/// none.</param>
/// <param name="Peers">Medians of what a user would run instead, same unit.</param>
/// <param name="RatioToLimit">ours / limit when less is better, limit / ours when more is.</param>
/// <param name="RatioToBestPeer">How many times better ours is than the best peer.</param>
/// <param name="Met">Whether the goal is met; null for figures without a goal.</param>
/// <param name="Spread">Least and greatest of ours.</param>
internal sealed record Row(
    string Goal,
    string Name,
    string Unit,
    double Ours,
    double? Limit,
    IReadOnlyDictionary<string, double> Peers,
    double? RatioToLimit,
    double? RatioToBestPeer,
    bool? Met,
    double[] Spread
)
{
    /// <summary>A row where less is better, with the goal as a bound on each ratio.</summary>
    internal static Row LessIsBetter(
        string goal,
        string name,
        string unit,
        Sample ours,
        Sample? limit,
        IReadOnlyDictionary<string, double> peers,
        double? mostOfLimit,
        double? timesBestPeer
    )
    {
        var toLimit = limit is null ? (double?)null : ours.Median / limit.Median;
        var toPeer = peers.Count == 0 ? (double?)null : peers.Values.Min() / ours.Median;
        bool? met =
            mostOfLimit is null && timesBestPeer is null
                ? null
                : (mostOfLimit is null || toLimit <= mostOfLimit) && (timesBestPeer is null || toPeer >= timesBestPeer);
        return new Row(
            goal,
            name,
            unit,
            Round(ours.Median),
            Round(limit?.Median),
            peers.ToDictionary(p => p.Key, p => Round(p.Value)),
            Round(toLimit),
            Round(toPeer),
            met,
            [Round(ours.Least), Round(ours.Greatest)]
        );
    }

    /// <summary>A row where less is better, with the goal as a bound on the figure itself.</summary>
    /// <param name="most">What it must stay below; null for a figure without a goal.</param>
    internal static Row Bounded(
        string goal,
        string name,
        string unit,
        Sample ours,
        double? most,
        Sample? limit = null,
        IReadOnlyDictionary<string, double>? peers = null
    ) =>
        LessIsBetter(goal, name, unit, ours, limit, peers ?? new Dictionary<string, double>(), null, null) with
        {
            Met = most is null ? null : ours.Median < most,
        };

    internal static double Round(double value) =>
        value == 0 ? 0 : Math.Round(value, Math.Max(0, 3 - (int)Math.Floor(Math.Log10(Math.Abs(value)))));

    private static double? Round(double? value) => value is { } number ? Round(number) : null;
}
