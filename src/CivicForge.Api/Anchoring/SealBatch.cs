using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Merkle;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Anchoring;

/// <summary>Fixes leaves, order and root of the next batch, in one database transaction. Every completed pair gets into
/// exactly one batch: its row takes a seal once, and only the lease's holder can commit.</summary>
internal sealed class SealBatch(
    FencedWork work,
    IOptions<AnchoringOptions> options,
    AnchorerMetrics metrics,
    ILogger<SealBatch> logger
)
{
    internal const string Waiting =
        "SELECT quest_id, leaf FROM civic.completions WHERE seal IS NULL ORDER BY completed_at, quest_id "
        + "LIMIT @MaxBatch";

    /// <summary>Seals until no full batch is left.</summary>
    /// <param name="force">Seal whatever waits, without regard to its age and number.</param>
    public async Task RunAllAsync(bool force, CancellationToken cancellationToken)
    {
        while (await RunAsync(force, cancellationToken) is { } batch && batch.LeafCount == options.Value.MaxBatch) { }
    }

    /// <param name="force">Seal whatever waits, without regard to its age and number.</param>
    /// <returns>The batch; null when nothing is due. An empty tick writes nothing.</returns>
    public async Task<Batch?> RunAsync(bool force, CancellationToken cancellationToken)
    {
        var trace = SealTrace.Begin();
        var batch = await SealAsync(force, trace, cancellationToken);
        trace?.End(batch);
        return batch;
    }

    private Task<Batch?> SealAsync(bool force, SealTrace? trace, CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
            {
                if (!await IsDueAsync(context, force, cancellationToken))
                {
                    return null;
                }
                var connection = (NpgsqlConnection)context.Database.Database.GetDbConnection();
                var transaction = context.Database.Database.CurrentTransaction!.GetDbTransaction();
                var pairs = (
                    await connection.QueryAsync<(Guid QuestId, byte[] Leaf)>(
                        new CommandDefinition(
                            Waiting,
                            new { options.Value.MaxBatch },
                            transaction,
                            cancellationToken: cancellationToken
                        )
                    )
                ).AsList();
                if (pairs.Count == 0)
                {
                    return null;
                }

                var leaves = new Hash32[pairs.Count];
                for (var i = 0; i < leaves.Length; i++)
                {
                    leaves[i] = new Hash32(pairs[i].Leaf);
                }
                var tree = StandardMerkleTree.Build(leaves);
                var batch = new Batch
                {
                    Root = tree.Root,
                    LeafCount = leaves.Length,
                    Tree = tree.NodeBytes.ToArray(),
                    SealedAt = context.Now,
                    Fence = context.Fence,
                };
                context.Database.Add(batch);
                await context.Database.SaveChangesAsync(cancellationToken);
                await PlaceAsync(
                    connection,
                    transaction,
                    new SealedBatch(batch.Seal, batch.SealedAt, batch.Fence),
                    [.. pairs.Select(p => p.QuestId)],
                    tree,
                    cancellationToken
                );
                trace?.Follow(pairs.Select(pair => pair.QuestId));
                metrics.Sealed.Add(leaves.Length);
                logger.Sealed(batch.Seal, batch.LeafCount, batch.Root);
                return batch;
            },
            cancellationToken
        );

    private async Task<bool> IsDueAsync(FencedContext context, bool force, CancellationToken cancellationToken)
    {
        var waiting = context.Database.Set<Attestations.Completion>().Where(c => c.Seal == null);
        var oldest = await waiting.MinAsync(c => (long?)c.CompletedAt, cancellationToken);
        if (oldest is null)
        {
            return false;
        }
        return force
            || context.Now - DateTimeOffset.FromUnixTimeSeconds(oldest.Value) >= options.Value.SealAfter
            || await waiting
                .OrderBy(c => c.CompletedAt)
                .ThenBy(c => c.QuestId)
                .Take(options.Value.MinSize)
                .CountAsync(cancellationToken) >= options.Value.MinSize;
    }

    /// <summary>Gives each pair its place and puts it on the relay's work list, in one statement. A pair that somebody
    /// else has placed since it was read stays there, and nothing of this batch is kept.</summary>
    internal static async Task PlaceAsync(
        NpgsqlConnection connection,
        System.Data.Common.DbTransaction? transaction,
        SealedBatch batch,
        Guid[] quests,
        StandardMerkleTree tree,
        CancellationToken cancellationToken
    )
    {
        var treeIndices = new int[quests.Length];
        for (var i = 0; i < treeIndices.Length; i++)
        {
            treeIndices[i] = tree.TreeIndex(i);
        }
        var placed = await connection.ExecuteAsync(
            new CommandDefinition(
                """
                WITH placed AS (
                  UPDATE civic.completions c SET seal = @Seal, position = p.position - 1, tree_index = p.tree_index
                  FROM unnest(@quests, @treeIndices) WITH ORDINALITY AS p (quest_id, tree_index, position)
                  WHERE c.quest_id = p.quest_id AND c.seal IS NULL
                  RETURNING c.quest_id, c.performer,
                    NOT (c.creator_kind = 'ecdsa' AND c.performer_kind = 'ecdsa') AS is_contract_signed)
                INSERT INTO civic.reward_relays
                  (quest_id, performer, seal, state, is_contract_signed, tries, next_at, fence)
                SELECT quest_id, performer, @Seal, 'waiting', is_contract_signed, 0, @SealedAt, @Fence FROM placed
                """,
                new
                {
                    batch.Seal,
                    quests,
                    treeIndices,
                    batch.SealedAt,
                    batch.Fence,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (placed != quests.Length)
        {
            throw new InvalidOperationException(
                $"Batch {batch.Seal} has {quests.Length} leaves but {placed} pairs took their place. Nothing "
                    + "was sealed."
            );
        }
    }
}

/// <summary>Of a batch that was just written, what its pairs and their rewards keep.</summary>
internal sealed record SealedBatch(long Seal, DateTimeOffset SealedAt, long Fence);
