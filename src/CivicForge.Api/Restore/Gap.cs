using CivicForge.Api.Anchoring;
using CivicForge.Chain;
using CivicForge.Chain.Merkle;
using CivicForge.Hosting;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Restore;

/// <summary>A batch on chain, final, of which the database knows nothing.</summary>
internal sealed record UnknownAnchor(long BatchId, Hash32 Root, int LeafCount, Hash32 Transaction);

/// <summary>What the chain has and the database has not, and which pairs it is made of.</summary>
internal static class Gap
{
    /// <summary>Roots that were known to be foreign before the loss are not among them.</summary>
    public static async Task<IReadOnlyList<UnknownAnchor>> AnchorsAsync(
        NpgsqlConnection connection,
        ChainOptions chain,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.QueryAsync<Row>(
                    new CommandDefinition(
                        """
                        SELECT a.batch_id AS "BatchId", a.root AS "Root", a.leaf_count::int AS "LeafCount",
                            a.transaction_hash AS "Transaction"
                        FROM chain.anchors a
                        WHERE a.contract = @registry AND a.finality = 'finalized'
                            AND NOT EXISTS (SELECT FROM civic.batches b WHERE b.root = a.root)
                            AND NOT EXISTS (SELECT FROM civic.registry_batches g WHERE g.batch_id = a.batch_id)
                        ORDER BY a.batch_id
                        """,
                        new { registry = chain.Registry.ToArray() },
                        cancellationToken: cancellationToken
                    )
                )
            ).Select(a => new UnknownAnchor(a.BatchId, new Hash32(a.Root), a.LeafCount, new Hash32(a.Transaction))),
        ];

    /// <summary>The pairs of a batch in the order of sealing; null when no set of known ones has its root.</summary>
    /// <param name="waiting">Those that wait for a batch, in the order of sealing, as many as it has leaves.</param>
    /// <param name="claimed">Those that claims of this batch name and the database has not.</param>
    public static IReadOnlyList<WaitingPair>? PairsOf(
        UnknownAnchor anchor,
        IReadOnlyList<WaitingPair> waiting,
        IReadOnlyList<ClaimedPair> claimed
    )
    {
        var named = claimed.Select(pair => pair.AsWaiting()).ToList();
        IEnumerable<WaitingPair>[] sets = [waiting.Concat(named), named];
        return sets.Select(set =>
                set.OrderBy(p => p.CompletedAt).ThenBy(p => p.QuestId).Take(anchor.LeafCount).ToList()
            )
            .FirstOrDefault(set =>
                set.Count == anchor.LeafCount
                && StandardMerkleTree.Build([.. set.Select(pair => pair.Leaf)]).Root == anchor.Root
            );
    }

    private sealed record Row(long BatchId, byte[] Root, int LeafCount, byte[] Transaction);
}
