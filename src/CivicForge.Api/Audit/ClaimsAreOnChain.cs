using CivicForge.Chain;
using CivicForge.Chain.Contracts;

namespace CivicForge.Api.Audit;

/// <summary>I6.</summary>
internal sealed class ClaimsAreOnChain : IInvariant
{
    public string Id => "I6";
    public string Statement => "Claims in the database are the claims in the contract's state at the finalized block.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        foreach (
            var seal in await audit.QueryAsync<long>(
                "SELECT seal FROM civic.batches ORDER BY seal",
                null,
                cancellationToken
            )
        )
        {
            await CheckBatchAsync(audit, seal, findings, cancellationToken);
        }

        var unknown = await audit.QueryAsync<(Guid QuestId, byte[] Creator)>(
            """
            SELECT p.quest_id, p.creator FROM chain.reward_claims p
            WHERE p.contract = @distributor AND p.finality = 'finalized'
                AND NOT EXISTS (SELECT FROM civic.completions c
                    WHERE c.quest_id = p.quest_id AND c.creator = p.creator) LIMIT 1000
            """,
            new { distributor = audit.Chain.Distributor.ToArray() },
            cancellationToken
        );
        foreach (var (questId, creator) in unknown)
        {
            findings.Notice(
                $"A reward of quest {questId} by creator {new Address(creator)} was claimed, and the database has "
                    + "no such pair."
            );
        }
    }

    /// <summary>A batch at a time, so that memory does not grow with the history.</summary>
    private static async Task CheckBatchAsync(
        AuditContext audit,
        long seal,
        AuditFindings findings,
        CancellationToken cancellationToken
    )
    {
        var pairs = await audit.QueryAsync<(Guid QuestId, byte[] Creator, bool Claimed)>(
            """
            SELECT c.quest_id, c.creator, EXISTS (SELECT FROM chain.reward_claims p
              WHERE p.contract = @distributor AND p.creator = c.creator AND p.quest_id = c.quest_id
                  AND p.finality = 'finalized')
            FROM civic.completions c WHERE c.seal = @seal
            """,
            new { distributor = audit.Chain.Distributor.ToArray(), seal },
            cancellationToken
        );
        var claimed = await AuditContext.ManyAsync(
            [.. pairs.Chunk(ManyClaimed.Most)],
            (part, token) =>
                audit.Distributor.ClaimedAsync(
                    [.. part.Select(p => (new Address(p.Creator), p.QuestId))],
                    audit.Block,
                    token
                ),
            cancellationToken
        );
        foreach (var (pair, onChain) in pairs.Zip(claimed.SelectMany(c => c)))
        {
            findings.Require(
                pair.Claimed == onChain,
                $"The reward of quest {pair.QuestId} is {Word(onChain)} on chain and {Word(pair.Claimed)} in "
                    + "the database."
            );
        }
        findings.Checked += pairs.Count;
    }

    private static string Word(bool claimed) => claimed ? "claimed" : "not claimed";
}
