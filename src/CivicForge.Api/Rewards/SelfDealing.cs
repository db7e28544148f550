using CivicForge.Api.Watching;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>Watches for pairs of wallets that complete one another's quests: more than <see cref="PairLimit"/>
/// completions of a pair, either way round, within <see cref="PairDays"/> days, or a performer of at least
/// <see cref="LeastCompletions"/> completions with more than half of them for one partner. Each is an alarm for people
/// to look at; nothing is refused for it. Two keys are not two people, and this is all that is watched.</summary>
internal sealed class SelfDealing(NpgsqlDataSource database, Alarms alarms)
{
    public const int PairLimit = 5,
        PairDays = 7,
        LeastCompletions = 10;

    /// <summary>Looked back further than the time between two runs, so that a late or missed one loses
    /// nothing.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(2);

    /// <summary>Only what moved lately is counted: the newest completions are found by their time, and those of a
    /// performer by the index of performers' quests.</summary>
    internal const string Suspicious = """
        WITH fresh AS (
          SELECT DISTINCT creator, performer FROM civic.completions
          WHERE completed_at > extract(epoch FROM statement_timestamp() - @lookBack)::bigint),
        pairs AS (SELECT DISTINCT least(creator, performer) AS one, greatest(creator, performer) AS other FROM fresh),
        counted AS (
          SELECT p.one, p.other, n.completions FROM pairs p CROSS JOIN LATERAL (
            SELECT count(*) AS completions FROM (
              SELECT FROM civic.quests q WHERE q.performer = p.one AND q.creator = p.other
                  AND q.completed_at > extract(epoch FROM statement_timestamp() - @pairTerm)::bigint
              UNION ALL
              SELECT FROM civic.quests q WHERE q.performer = p.other AND q.creator = p.one
                  AND q.completed_at > extract(epoch FROM statement_timestamp() - @pairTerm)::bigint) q) n
          WHERE n.completions > @PairLimit),
        performers AS (SELECT DISTINCT performer FROM fresh),
        dependent AS (
          SELECT p.performer, t.creator, t.completions, t.of_all FROM performers p CROSS JOIN LATERAL (
            SELECT q.creator, count(*) AS completions, sum(count(*)) OVER ()::bigint AS of_all FROM civic.quests q
            WHERE q.performer = p.performer AND q.status = 'COMPLETE'
            GROUP BY q.creator ORDER BY count(*) DESC LIMIT 1) t
          WHERE t.of_all >= @LeastCompletions AND 2 * t.completions > t.of_all)
        SELECT 'pair' AS "Kind", one AS "One", other AS "Other", completions AS "Completions", 0 AS "OfAll" FROM counted
        UNION ALL
        SELECT 'member', performer, creator, completions, of_all FROM dependent
        LIMIT 1000
        """;

    /// <returns>How many alarms were raised or raised again.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<Row> rows;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            rows = (
                await connection.QueryAsync<Row>(
                    new CommandDefinition(
                        Suspicious,
                        new
                        {
                            lookBack = LookBack,
                            pairTerm = TimeSpan.FromDays(PairDays),
                            PairLimit,
                            LeastCompletions,
                        },
                        cancellationToken: cancellationToken
                    )
                )
            ).AsList();
        }

        foreach (var row in rows)
        {
            var (one, other) = (new Address(row.One), new Address(row.Other));
            var (subject, detail) =
                row.Kind == "pair"
                    ? (
                        $"pair:{one}:{other}",
                        $"{row.Completions} completions of these two within {PairDays} days; more than {PairLimit} "
                            + "are unusual. Are they two people?"
                    )
                    : (
                        $"member:{one}",
                        $"{row.Completions} of {row.OfAll} completions of this member are for one partner, "
                            + $"{other}. Are they two people?"
                    );
            await alarms.RaiseAsync(AlarmKind.SelfDealing, subject, detail, cancellationToken);
        }

        await alarms.EndQuietAsync(AlarmKind.SelfDealing, TimeSpan.FromDays(PairDays), cancellationToken);
        return rows.Count;
    }

    private sealed class Row
    {
        public string Kind { get; init; } = "";
        public byte[] One { get; init; } = [];
        public byte[] Other { get; init; } = [];
        public long Completions { get; init; }
        public long OfAll { get; init; }
    }
}
