using Dapper;
using Npgsql;

namespace CivicForge.Api.Operators;

/// <summary>Two hours of the service's work.</summary>
/// <param name="At">When they began.</param>
/// <param name="Waiting">Completed pairs that were not final on chain when they ended.</param>
/// <param name="SecondsP50">Half of the pairs that became final in them had waited no longer since the second
/// signature; null when none did.</param>
/// <param name="SecondsP95">The same of nineteen in twenty.</param>
/// <param name="WeiPerPair">What anchors and claims of these hours cost, for each pair that was completed; decimal
/// text, null when none was.</param>
public sealed record MeasureItem(
    DateTime At,
    long Completed,
    long Final,
    long Waiting,
    double? SecondsP50,
    double? SecondsP95,
    string? WeiPerPair
);

/// <summary>The last day in pieces of two hours, oldest first, from what is stored anyway. Final is when the anchorer
/// found it so.</summary>
internal static class Measures
{
    private const string Day = """
        WITH edges AS (
          SELECT at, at + interval '2 hours' AS until
          FROM generate_series(
            date_trunc('hour', clock_timestamp(), 'UTC') - interval '23 hours', clock_timestamp(), interval '2 hours')
            AS at),
        final AS (
          SELECT g.read_at, b.leaf_count, b.seal FROM civic.registry_batches g JOIN civic.batches b ON b.seal = g.seal
          WHERE g.read_at >= (SELECT min(at) FROM edges)),
        waited AS (
          SELECT e.at,
            percentile_cont(ARRAY[0.5, 0.95])
              WITHIN GROUP (ORDER BY extract(epoch FROM f.read_at) - c.completed_at) AS seconds
          FROM edges e JOIN final f ON f.read_at >= e.at AND f.read_at < e.until
          JOIN civic.completions c ON c.seal = f.seal GROUP BY e.at),
        pieces AS (
          SELECT e.at, e.until,
            (SELECT count(*) FROM civic.completions c
                WHERE c.completed_at >= extract(epoch FROM e.at)::bigint
                  AND c.completed_at < extract(epoch FROM e.until)::bigint) AS completed,
            (SELECT coalesce(sum(f.leaf_count), 0)::bigint FROM final f
                WHERE f.read_at >= e.at AND f.read_at < e.until) AS final,
            (SELECT sum(coalesce(t.fee_paid, 0)) FROM civic.transactions t
                WHERE t.planned_at >= e.at AND t.planned_at < e.until) AS wei
          FROM edges e),
        now AS (
          SELECT (SELECT count(*) FROM civic.completions WHERE seal IS NULL)
            + (SELECT coalesce(sum(b.leaf_count), 0) FROM civic.batches b
                WHERE NOT EXISTS (SELECT FROM civic.registry_batches g WHERE g.seal = b.seal)) AS waiting)
        SELECT p.at AS "At", p.completed AS "Completed", p.final AS "Final",
          greatest(0, (SELECT waiting FROM now) - coalesce(sum(p.completed - p.final) OVER later, 0))::bigint
            AS "Waiting",
          w.seconds[1] AS "SecondsP50", w.seconds[2] AS "SecondsP95",
          CASE WHEN p.completed > 0 THEN div(p.wei, p.completed)::text END AS "WeiPerPair"
        FROM pieces p LEFT JOIN waited w ON w.at = p.at
        WINDOW later AS (ORDER BY p.at DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ORDER BY p.at
        """;

    public static async Task<IReadOnlyList<MeasureItem>> ReadAsync(
        NpgsqlDataSource database,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Day, cancellationToken: cancellationToken));
        return
        [
            .. rows.Select(r => new MeasureItem(
                r.At,
                r.Completed,
                r.Final,
                r.Waiting,
                r.SecondsP50,
                r.SecondsP95,
                r.WeiPerPair
            )),
        ];
    }

    private sealed class Row
    {
        public DateTime At { get; init; }
        public long Completed { get; init; }
        public long Final { get; init; }
        public long Waiting { get; init; }
        public double? SecondsP50 { get; init; }
        public double? SecondsP95 { get; init; }
        public string? WeiPerPair { get; init; }
    }
}
