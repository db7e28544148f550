using System.Numerics;
using CivicForge.Chain;

namespace CivicForge.Api.Audit;

/// <summary>I7.</summary>
internal sealed class LedgerMatchesChain : IInvariant
{
    public string Id => "I7";
    public string Statement => "For every claim final on chain its ledger entries equal its event's amounts, and their sums are xpOf, balanceOf and totalSupply.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        var parameters = new { distributor = audit.Chain.Distributor.ToArray() };
        var claims = await audit.QueryAsync<Row>(
            """
            SELECT p.quest_id, p.performer, p.xp, p.reputation, c.quest_id IS NOT NULL AS known,
              coalesce((SELECT sum(e.amount) FROM civic.point_entries e WHERE e.quest_id = p.quest_id AND e.member = p.performer AND e.kind = 'xp'), 0)::bigint AS ledger_xp,
              coalesce((SELECT sum(e.amount) FROM civic.point_entries e WHERE e.quest_id = p.quest_id AND e.member = p.performer AND e.kind = 'reputation'), 0)::bigint AS ledger_reputation
            FROM chain.reward_claims p LEFT JOIN civic.completions c ON c.quest_id = p.quest_id AND c.creator = p.creator
            WHERE p.contract = @distributor AND p.finality = 'finalized'
            """, parameters, cancellationToken);
        findings.Checked = claims.Count;
        foreach (var claim in claims.Where(c => c.known))
        {
            findings.Require(claim.xp == claim.ledger_xp, $"Quest {claim.quest_id} paid {claim.xp} xp on chain, and its ledger entries sum to {claim.ledger_xp}.");
            findings.Require(claim.reputation == claim.ledger_reputation, $"Quest {claim.quest_id} paid {claim.reputation} reputation on chain, and its ledger entries sum to {claim.ledger_reputation}.");
        }

        var performers = claims.GroupBy(c => new Address(c.performer)).ToList();
        var balances = await AuditContext.ManyAsync(
            performers,
            async (p, token) => (Xp: await audit.Reputation.XpOfAsync(p.Key, audit.Block, token), Reputation: await audit.Reputation.BalanceOfAsync(p.Key, audit.Block, token)),
            cancellationToken);
        foreach (var (performer, balance) in performers.Zip(balances))
        {
            var (xp, reputation) = (performer.Sum(c => (long)c.xp), performer.Sum(c => (long)c.reputation));
            findings.Require(balance.Xp == xp, $"{performer.Key} has {balance.Xp} xp on chain, and its final claims sum to {xp}.");
            findings.Require(balance.Reputation == reputation, $"{performer.Key} has {balance.Reputation} reputation on chain, and its final claims sum to {reputation}.");
        }

        var total = claims.Aggregate(BigInteger.Zero, (sum, c) => sum + c.reputation);
        var supply = await audit.Reputation.TotalSupplyAsync(audit.Block, cancellationToken);
        findings.Require(supply == total, $"The total supply is {supply}, and final claims sum to {total}.");
    }

    private sealed class Row
    {
        public Guid quest_id { get; init; }
        public byte[] performer { get; init; } = [];
        public int xp { get; init; }
        public int reputation { get; init; }
        public bool known { get; init; }
        public long ledger_xp { get; init; }
        public long ledger_reputation { get; init; }
    }
}
