using CivicForge.Api.Transactions;
using CivicForge.Hosting;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>What a run may work on: leased to it for <see cref="RelayOptions.LeaseTerm"/>, and within the budgets of
/// today.</summary>
/// <param name="OverMemberBudget">Rewards that wait for tomorrow because their performer's budget is used up.</param>
/// <param name="OverTotalBudget">Rewards that wait for tomorrow because the budget of all is used up.</param>
internal sealed record TakenClaims(IReadOnlyList<Guid> QuestIds, int OverMemberBudget, int OverTotalBudget);

/// <summary>Takes due rewards off the work list: their batch is final and not withheld, nobody has claimed them, no
/// transaction of ours carries them. The list goes round by performers, so that the length of one performer's list
/// delays nobody else's, and what a performer is owed longest comes first. Contract-signed rewards and the others take
/// turns, the former one at a time. One statement leases what the budgets allow and puts the rest off until the next
/// day (UTC, by the database's clock); what was planned today and what is leased counts, so a restart or a second run
/// changes nothing.</summary>
internal sealed class TakeClaims(
    FencedWork work,
    NpgsqlDataSource database,
    ChainOptions chain,
    IOptions<RelayOptions> options
)
{
    /// <summary>Performers that are looked at together.</summary>
    private const int PerLook = 200;

    /// <summary>The newest final batch. No reward of a later one is due, so that a run does not ask of every reward
    /// that waits for its batch whether that is final: at 1,000 attestations a second this took PostgreSQL a fifth of
    /// its time.</summary>
    internal const string NewestFinal = """
        SELECT max(seal) FROM (
          SELECT b.seal FROM civic.batches b CROSS JOIN LATERAL (
            SELECT true FROM chain.anchors a WHERE a.contract = @registry AND a.root = b.root
                AND a.finality = 'finalized' LIMIT 1) a
          ORDER BY b.seal DESC LIMIT 1) f
        """;

    /// <summary>Performers for whom something waits, in the order of their addresses; one probe of the index for
    /// each.</summary>
    internal const string Performers = """
        WITH RECURSIVE walk AS (
          (SELECT r.performer, 1 AS step FROM civic.reward_relays r
              WHERE r.state = 'waiting' AND r.is_contract_signed = @contract AND r.performer > @after
              ORDER BY r.performer LIMIT 1)
          UNION ALL
          SELECT n.performer, w.step + 1 FROM walk w CROSS JOIN LATERAL (
            SELECT r.performer FROM civic.reward_relays r
            WHERE r.state = 'waiting' AND r.is_contract_signed = @contract AND r.performer > w.performer
            ORDER BY r.performer LIMIT 1) n
          WHERE w.step < @most)
        SELECT performer FROM walk ORDER BY step
        """;

    /// <summary>When as many performers as the limit have something due, the first of each is all that is looked
    /// at.</summary>
    internal static readonly string Take = $"""
        WITH today AS (SELECT date_trunc('day', clock_timestamp(), 'UTC') AS start),
        heads AS MATERIALIZED (
          SELECT count(*) AS found FROM (SELECT FROM unnest(@performers) AS p (performer)
              CROSS JOIN LATERAL ({Due("1")}) d LIMIT @limit) h),
        first AS (
          SELECT d.quest_id, p.performer, p.place, d.turn
          FROM unnest(@performers) WITH ORDINALITY AS p (performer, place)
          CROSS JOIN LATERAL (
            SELECT q.quest_id, row_number() OVER (ORDER BY q.next_at, q.quest_id) AS turn
            FROM ({Due("(SELECT CASE WHEN found < @limit THEN @limit ELSE 1 END FROM heads)")}) q) d
          ORDER BY d.turn, p.place LIMIT @limit),
        due AS (SELECT f.quest_id, f.performer, f.turn, row_number() OVER (ORDER BY f.turn, f.place) AS place
            FROM first f),
        used AS (
          SELECT w.performer, count(*) AS claims FROM (
            SELECT k.quest_id FROM civic.transactions t
            JOIN civic.transaction_claims k ON k.transaction_id = t.id, today
            WHERE t.kind = 'claim' AND t.planned_at >= today.start AND t.state <> 'cancelled'
            UNION ALL
            SELECT r.quest_id FROM civic.reward_relays r
            WHERE r.state = 'waiting' AND r.leased_until > clock_timestamp()) u
          JOIN civic.completions w ON w.quest_id = u.quest_id GROUP BY w.performer),
        by_member AS (
          SELECT d.*,
            coalesce(u.claims, 0) + row_number() OVER (PARTITION BY d.performer ORDER BY d.place) > @perMember
              AS over_member
          FROM due d LEFT JOIN used u ON u.performer = d.performer),
        judged AS (
          SELECT m.quest_id, m.performer, m.turn, m.place,
            CASE
              WHEN m.over_member THEN 'member'
              WHEN count(*) FILTER (WHERE NOT m.over_member) OVER (ORDER BY m.place)
                > @total - (SELECT coalesce(sum(claims), 0) FROM used) THEN 'total'
            END AS over_budget
          FROM by_member m)
        UPDATE civic.reward_relays r SET fence = @fence, over_budget = j.over_budget,
          leased_until = CASE WHEN j.over_budget IS NULL THEN clock_timestamp() + @lease END,
          next_at = CASE WHEN j.over_budget IS NULL THEN r.next_at ELSE today.start + interval '1 day' END
        FROM judged j, today WHERE r.quest_id = j.quest_id
        RETURNING r.quest_id AS "QuestId", r.over_budget AS "OverBudget", j.performer AS "Performer",
            j.turn AS "Turn", j.place AS "Place"
        """;

    /// <summary>What is due to p.performer, oldest first.</summary>
    private static string Due(string limit) =>
        $"""
            SELECT r.quest_id, r.next_at
            FROM civic.reward_relays r
            CROSS JOIN LATERAL (
              SELECT true FROM civic.completions c
              JOIN civic.batches b ON b.seal = c.seal
              JOIN LATERAL (SELECT a.batch_id FROM chain.anchors a
                  WHERE a.contract = @registry AND a.root = b.root AND a.finality = 'finalized' ORDER BY a.batch_id
                  LIMIT 1) a ON true
              WHERE c.quest_id = r.quest_id
                AND NOT EXISTS (SELECT FROM chain.reward_claims p
                    WHERE p.contract = @distributor AND p.creator = c.creator AND p.quest_id = c.quest_id)
                AND NOT EXISTS (SELECT FROM chain.withheld_batches w
                    WHERE w.contract = @distributor AND w.batch_id = a.batch_id AND w.withheld)
                AND NOT EXISTS (SELECT FROM civic.transaction_claims k
                    JOIN civic.transactions t ON t.id = k.transaction_id
                                WHERE k.quest_id = c.quest_id
                                    AND t.state IN ('planned', 'signed', 'sent', 'mined', 'confirmed', 'finalized'))
              OFFSET 0) e -- keeps the list outermost: one row of it at a time, in the order of its index
            WHERE r.state = 'waiting' AND r.is_contract_signed = @contract AND r.performer = p.performer
                AND r.seal <= @newest AND r.next_at <= statement_timestamp()
              AND (r.leased_until IS NULL OR r.leased_until <= clock_timestamp())
            ORDER BY r.next_at, r.quest_id LIMIT {limit}
            """;

    /// <summary>The performer after whom the next round begins, for each kind. Lost with the process: then a round
    /// begins anew.</summary>
    private readonly Dictionary<bool, byte[]> _after = new() { [false] = [], [true] = [] };
    private bool _contractsTurn = true;

    /// <param name="limit">Most rewards of two ECDSA signatures that are taken together.</param>
    public async Task<TakenClaims> RunAsync(int limit, CancellationToken cancellationToken)
    {
        var contract = _contractsTurn;
        _contractsTurn = !contract;
        return await GoRoundAsync(contract, limit, cancellationToken)
            ?? await GoRoundAsync(!contract, limit, cancellationToken)
            ?? new TakenClaims([], 0, 0);
    }

    /// <summary>Looks at performers from where the last look ended, once round at most.</summary>
    /// <returns>Null when nothing is due.</returns>
    private async Task<TakenClaims?> GoRoundAsync(bool contract, int limit, CancellationToken cancellationToken)
    {
        if (await NewestFinalAsync(cancellationToken) is not { } newest)
        {
            return null;
        }
        var (start, after, isSecondHalf) = (_after[contract], _after[contract], false);
        while (true)
        {
            var performers = await WalkAsync(contract, after, cancellationToken);
            if (performers.Count > 0)
            {
                var rows = await TakeAsync(contract, newest, performers, contract ? 1 : limit, cancellationToken);
                after = performers[^1];
                if (rows.Count > 0)
                {
                    var isFull = rows.Count == (contract ? 1 : limit) && rows.All(r => r.Turn == 1);
                    _after[contract] = isFull ? rows.MaxBy(r => r.Place)!.Performer : after;
                    return new TakenClaims(
                        [.. rows.Where(r => r.OverBudget is null).OrderBy(r => r.Place).Select(r => r.QuestId)],
                        rows.Count(r => r.OverBudget == "member"),
                        rows.Count(r => r.OverBudget == "total")
                    );
                }
            }

            if (isSecondHalf && (performers.Count < PerLook || after.AsSpan().SequenceCompareTo(start) >= 0))
            {
                return null;
            }
            if (performers.Count < PerLook)
            {
                if (start.Length == 0)
                {
                    return null;
                }
                (after, isSecondHalf) = ([], true);
            }
        }
    }

    private async Task<long?> NewestFinalAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition(
                NewestFinal,
                new { registry = chain.Registry.ToArray() },
                cancellationToken: cancellationToken
            )
        );
    }

    private async Task<List<byte[]>> WalkAsync(bool contract, byte[] after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<byte[]>(
                new CommandDefinition(
                    Performers,
                    new
                    {
                        contract,
                        after,
                        most = PerLook,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
    }

    private Task<List<Taken>> TakeAsync(
        bool contract,
        long newest,
        List<byte[]> performers,
        int limit,
        CancellationToken cancellationToken
    ) =>
        work.RunAsync(
            async context =>
                (
                    await context
                        .Database.Database.GetDbConnection()
                        .QueryAsync<Taken>(
                            new CommandDefinition(
                                Take,
                                new
                                {
                                    registry = chain.Registry.ToArray(),
                                    distributor = chain.Distributor.ToArray(),
                                    contract,
                                    newest,
                                    performers = performers.ToArray(),
                                    limit,
                                    fence = context.Fence,
                                    lease = options.Value.LeaseTerm,
                                    perMember = options.Value.MaxClaimsPerMemberAndDay,
                                    total = options.Value.MaxClaimsPerDay,
                                },
                                context.Database.Database.CurrentTransaction!.GetDbTransaction(),
                                cancellationToken: cancellationToken
                            )
                        )
                ).AsList(),
            cancellationToken
        );

    private sealed class Taken
    {
        public Guid QuestId { get; init; }
        public string? OverBudget { get; init; }
        public byte[] Performer { get; init; } = [];
        public long Turn { get; init; }
        public long Place { get; init; }
    }
}
