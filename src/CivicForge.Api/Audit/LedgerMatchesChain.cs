using System.Numerics;
using CivicForge.Chain;

namespace CivicForge.Api.Audit;

/// <summary>I7. PostgreSQL compares and sums; only what differs, and one row a performer, comes here.</summary>
internal sealed class LedgerMatchesChain : IInvariant
{
    private const string Final =
        "FROM chain.reward_claims p WHERE p.contract = @distributor AND p.finality = 'finalized'";

    public string Id => "I7";
    public string Statement =>
        "For every claim final on chain its ledger entries equal its event's amounts, and their sums are xpOf, "
        + "balanceOf and totalSupply.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        var parameters = new { distributor = audit.Chain.Distributor.ToArray() };
        findings.Checked = await audit.SingleAsync<long>($"SELECT count(*) {Final}", parameters, cancellationToken);
        await CompareAsync("xp", audit, parameters, findings, cancellationToken);
        await CompareAsync("reputation", audit, parameters, findings, cancellationToken);

        var performers = await audit.QueryAsync<(byte[] Performer, long Xp, long Reputation)>(
            $"SELECT p.performer, sum(p.xp)::bigint, sum(p.reputation)::bigint {Final} GROUP BY p.performer",
            parameters,
            cancellationToken
        );
        var balances = await AuditContext.ManyAsync(
            performers,
            async (p, token) =>
                (
                    Xp: await audit.Reputation.XpOfAsync(new Address(p.Performer), audit.Block, token),
                    Reputation: await audit.Reputation.BalanceOfAsync(new Address(p.Performer), audit.Block, token)
                ),
            cancellationToken
        );
        foreach (var ((performer, xp, reputation), balance) in performers.Zip(balances))
        {
            findings.Require(
                balance.Xp == xp,
                $"{new Address(performer)} has {balance.Xp} xp on chain, and its final claims sum to {xp}."
            );
            findings.Require(
                balance.Reputation == reputation,
                $"{new Address(performer)} has {balance.Reputation} reputation on chain, and its final claims sum "
                    + $"to {reputation}."
            );
        }

        var total = performers.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Reputation);
        var supply = await audit.Reputation.TotalSupplyAsync(audit.Block, cancellationToken);
        findings.Require(supply == total, $"The total supply is {supply}, and final claims sum to {total}.");
    }

    /// <param name="kind">Of the ledger's entries, and the event's member: <c>xp</c> or <c>reputation</c>.</param>
    private static async Task CompareAsync(
        string kind,
        AuditContext audit,
        object parameters,
        AuditFindings findings,
        CancellationToken cancellationToken
    )
    {
        var different = await audit.QueryAsync<(Guid QuestId, int Paid, long Ledger)>(
            $"""
            SELECT d.quest_id, d.paid, d.ledger FROM (
              SELECT p.quest_id, p.{kind} AS paid, coalesce((SELECT sum(e.{kind}) FROM civic.point_entries e
                  WHERE e.quest_id = p.quest_id AND e.member = p.performer), 0)::bigint AS ledger
              {Final} AND EXISTS (SELECT FROM civic.completions c
                  WHERE c.quest_id = p.quest_id AND c.creator = p.creator)) d
            WHERE d.paid <> d.ledger LIMIT 1000
            """,
            parameters,
            cancellationToken
        );
        foreach (var (questId, paid, ledger) in different)
        {
            findings.Violated($"Quest {questId} paid {paid} {kind} on chain, and its ledger entries sum to {ledger}.");
        }
    }
}
