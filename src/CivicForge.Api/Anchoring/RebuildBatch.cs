using CivicForge.Chain;
using CivicForge.Chain.Merkle;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Anchoring;

/// <summary>A completed pair that is in no batch.</summary>
internal sealed record WaitingPair(Guid QuestId, long CompletedAt, Hash32 Leaf);

/// <summary>Seals a batch again that the chain has and a restored database has not. Its root was compared before; the
/// caller's transaction is the owner's, and holds the lease.</summary>
internal static class RebuildBatch
{
    /// <summary>In the order of sealing.</summary>
    public static async Task<IReadOnlyList<WaitingPair>> WaitingAsync(
        NpgsqlConnection connection,
        int limit,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.QueryAsync<(Guid QuestId, long CompletedAt, byte[] Leaf)>(
                    new CommandDefinition(
                        "SELECT quest_id, completed_at, leaf FROM civic.completions WHERE seal IS NULL "
                            + "ORDER BY completed_at, quest_id LIMIT @limit",
                        new { limit },
                        cancellationToken: cancellationToken
                    )
                )
            ).Select(row => new WaitingPair(row.QuestId, row.CompletedAt, new Hash32(row.Leaf))),
        ];

    public static async Task SealAsync(
        NpgsqlConnection connection,
        IReadOnlyList<WaitingPair> pairs,
        long fence,
        CancellationToken cancellationToken
    )
    {
        var tree = StandardMerkleTree.Build([.. pairs.Select(pair => pair.Leaf)]);
        var (seal, sealedAt) = await connection.QuerySingleAsync<(long, DateTime)>(
            new CommandDefinition(
                """
                INSERT INTO civic.batches (root, leaf_count, tree, sealed_at, fence)
                VALUES (@root, @count, @tree, clock_timestamp(), @fence) RETURNING seal, sealed_at
                """,
                new
                {
                    root = tree.Root.ToArray(),
                    count = pairs.Count,
                    tree = tree.NodeBytes.ToArray(),
                    fence,
                },
                cancellationToken: cancellationToken
            )
        );
        await SealBatch.PlaceAsync(
            connection,
            null,
            new SealedBatch(seal, sealedAt, fence),
            [.. pairs.Select(pair => pair.QuestId)],
            tree,
            cancellationToken
        );
    }

    /// <summary>Anchoring goes on behind a root of our own key whose pairs are lost. The anchorer reads the registry
    /// from the newest batch that is noted on, so all below it are noted too: ours would be anchored again.</summary>
    public static Task PassOverAsync(
        NpgsqlConnection connection,
        Address registry,
        long batchId,
        long fence,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                """
                INSERT INTO civic.registry_batches (batch_id, root, seal, read_at, read_at_block, acknowledged_at,
                    fence)
                SELECT a.batch_id, a.root, b.seal, clock_timestamp(), a.block_number,
                    CASE WHEN b.seal IS NULL THEN clock_timestamp() END, @fence
                FROM chain.anchors a LEFT JOIN civic.batches b ON b.root = a.root
                WHERE a.contract = @registry AND a.finality = 'finalized' AND a.batch_id <= @batchId
                    AND NOT EXISTS (SELECT FROM civic.registry_batches g WHERE g.batch_id = a.batch_id)
                """,
                new
                {
                    registry = registry.ToArray(),
                    batchId,
                    fence,
                },
                cancellationToken: cancellationToken
            )
        );
}
