using CivicForge.Api.Hosting;
using CivicForge.Api.Transactions;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Rewards;

/// <summary>What a run may work on: leased to it for <see cref="RelayOptions.LeaseTerm"/>, and within the budgets of today.</summary>
/// <param name="OverMemberBudget">Rewards that wait for tomorrow because their performer's budget is used up.</param>
/// <param name="OverTotalBudget">Rewards that wait for tomorrow because the budget of all is used up.</param>
internal sealed record TakenClaims(IReadOnlyList<Guid> QuestIds, int OverMemberBudget, int OverTotalBudget);

/// <summary>Takes due rewards off the work list: their batch is final and not withheld, nobody has claimed them, no transaction of ours carries them.
/// Contract-signed ones come first. One statement leases what the budgets allow and puts the rest off until the next day (UTC, by the database's clock);
/// what was planned today and what is leased counts, so a restart or a second run changes nothing.
/// The list is read in the order of its index and no further than the limit, however long it is.</summary>
internal sealed class TakeClaims(FencedWork work, ChainOptions chain, IOptions<RelayOptions> options)
{
    internal const string Take = """
        WITH today AS (SELECT date_trunc('day', clock_timestamp(), 'UTC') AS start),
        first AS (
          SELECT r.quest_id, c.performer, r.is_contract_signed, r.next_at
          FROM civic.reward_relays r
          CROSS JOIN LATERAL (
            SELECT c.performer FROM civic.completions c
            JOIN civic.batches b ON b.seal = c.seal
            JOIN LATERAL (SELECT a.batch_id FROM chain.anchors a WHERE a.contract = @registry AND a.root = b.root AND a.finality = 'finalized' ORDER BY a.batch_id LIMIT 1) a ON true
            WHERE c.quest_id = r.quest_id
              AND NOT EXISTS (SELECT FROM chain.reward_claims p WHERE p.contract = @distributor AND p.creator = c.creator AND p.quest_id = c.quest_id)
              AND NOT EXISTS (SELECT FROM chain.withheld_batches w WHERE w.contract = @distributor AND w.batch_id = a.batch_id AND w.withheld)
              AND NOT EXISTS (SELECT FROM civic.transaction_claims k JOIN civic.transactions t ON t.id = k.transaction_id
                              WHERE k.quest_id = c.quest_id AND t.state IN ('planned', 'signed', 'sent', 'mined', 'confirmed', 'finalized'))
            OFFSET 0) c -- keeps the list outermost: one row of it at a time, in the order of its index
          WHERE r.state = 'waiting' AND r.next_at <= clock_timestamp() AND (r.leased_until IS NULL OR r.leased_until <= clock_timestamp())
          ORDER BY r.is_contract_signed DESC, r.next_at, r.quest_id LIMIT @limit),
        due AS (SELECT f.quest_id, f.performer, row_number() OVER (ORDER BY f.is_contract_signed DESC, f.next_at, f.quest_id) AS place FROM first f),
        used AS (
          SELECT w.performer, count(*) AS claims FROM (
            SELECT k.quest_id FROM civic.transactions t JOIN civic.transaction_claims k ON k.transaction_id = t.id, today
            WHERE t.kind = 'claim' AND t.planned_at >= today.start AND t.state <> 'cancelled'
            UNION ALL
            SELECT r.quest_id FROM civic.reward_relays r WHERE r.state = 'waiting' AND r.leased_until > clock_timestamp()) u
          JOIN civic.rewards w ON w.quest_id = u.quest_id GROUP BY w.performer),
        by_member AS (
          SELECT d.*, coalesce(u.claims, 0) + row_number() OVER (PARTITION BY d.performer ORDER BY d.place) > @perMember AS over_member
          FROM due d LEFT JOIN used u ON u.performer = d.performer),
        judged AS (
          SELECT m.quest_id, CASE
            WHEN m.over_member THEN 'member'
            WHEN (SELECT coalesce(sum(claims), 0) FROM used) + count(*) FILTER (WHERE NOT m.over_member) OVER (ORDER BY m.place) > @total THEN 'total' END AS over_budget
          FROM by_member m)
        UPDATE civic.reward_relays r SET fence = @fence, over_budget = j.over_budget,
          leased_until = CASE WHEN j.over_budget IS NULL THEN clock_timestamp() + @lease END,
          next_at = CASE WHEN j.over_budget IS NULL THEN r.next_at ELSE today.start + interval '1 day' END
        FROM judged j, today WHERE r.quest_id = j.quest_id
        RETURNING r.quest_id, r.over_budget
        """;

    public Task<TakenClaims> RunAsync(int limit, CancellationToken cancellationToken) => work.RunAsync(
        async context =>
        {
            var rows = (await context.Database.Database.GetDbConnection().QueryAsync<(Guid QuestId, string? OverBudget)>(new CommandDefinition(
                Take,
                new
                {
                    registry = chain.Registry.ToArray(), distributor = chain.Distributor.ToArray(), limit, fence = context.Fence, lease = options.Value.LeaseTerm,
                    perMember = options.Value.MaxClaimsPerMemberAndDay, total = options.Value.MaxClaimsPerDay,
                },
                context.Database.Database.CurrentTransaction!.GetDbTransaction(), cancellationToken: cancellationToken))).AsList();
            return new TakenClaims([.. rows.Where(r => r.OverBudget is null).Select(r => r.QuestId)], rows.Count(r => r.OverBudget == "member"), rows.Count(r => r.OverBudget == "total"));
        },
        cancellationToken);
}
