using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Anchoring;

/// <summary>What the registry holds, as of one reading.</summary>
/// <param name="NextBatchId">The id that the registry accepts next, at the head.</param>
/// <param name="RootsAboveFinalized">Roots that are at the head only: they can still go away.</param>
/// <param name="ForeignUnacknowledged">Finalized foreign batches that no operator has acknowledged, and foreign roots
/// at the head.</param>
/// <param name="Vanished">Set when a root that was final is no longer there: the chain was reorganised beyond
/// finality.</param>
internal sealed record RegistryState(
    long NextBatchId,
    IReadOnlySet<Hash32> RootsAboveFinalized,
    IReadOnlyList<long> ForeignUnacknowledged,
    string? Vanished = null
);

/// <summary>Looks before each new payload: every root of the registry that we do not know yet. Ours are adopted,
/// whoever sent them; unknown ones are stored as foreign and stop anchoring until an operator acknowledges
/// them.</summary>
internal sealed class RegistryReading(
    FencedWork work,
    ChainNode node,
    ChainOptions chain,
    Alarms alarms,
    ILogger<RegistryReading> logger
)
{
    /// <exception cref="RpcException">The node did not answer.</exception>
    public async Task<RegistryState> RunAsync(CancellationToken cancellationToken)
    {
        var registry = new AttestationRegistryContract(node.Client, chain.Registry);
        var position = await node.PositionAsync(cancellationToken);
        var (head, finalized) = (BlockId.Hash(position.Head.Hash), BlockId.Hash(position.Finalized.Hash));
        var countAtHead = (long)await registry.BatchCountAsync(head, cancellationToken);
        var countAtFinalized = await HasCodeAsync(finalized, cancellationToken)
            ? (long)await registry.BatchCountAsync(finalized, cancellationToken)
            : 0;

        var newest = await work.RunAsync(
            context =>
                context
                    .Database.Set<RegistryBatch>()
                    .AsNoTracking()
                    .OrderByDescending(b => b.BatchId)
                    .FirstOrDefaultAsync(cancellationToken),
            cancellationToken
        );
        if (
            newest is not null
            && await VanishedAsync(registry, newest, countAtFinalized, position.Finalized, cancellationToken)
                is { } vanished
        )
        {
            return new RegistryState(countAtHead + 1, new HashSet<Hash32>(), [], vanished);
        }
        var known = newest?.BatchId ?? 0;
        var final = new List<(long Id, Hash32 Root)>();
        for (var id = known + 1; id <= countAtFinalized; id++)
        {
            final.Add((id, await RootAsync(registry, id, countAtFinalized, finalized, cancellationToken)));
        }
        var above = new List<(long Id, Hash32 Root)>();
        for (var id = countAtFinalized + 1; id <= countAtHead; id++)
        {
            above.Add((id, await RootAsync(registry, id, countAtHead, head, cancellationToken)));
        }

        return await work.RunAsync(
            context =>
                RecordAsync(context, final, above, countAtHead + 1, (long)position.Finalized.Number, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>The registry takes no zero root, so a batch that is counted and has none was read from two states: by a
    /// node in the middle of a block, or by two nodes behind one address. Nothing is concluded from that.</summary>
    /// <exception cref="RpcException">The node contradicts itself.</exception>
    private static async Task<Hash32> RootAsync(
        AttestationRegistryContract registry,
        long id,
        long count,
        BlockId block,
        CancellationToken cancellationToken
    )
    {
        var root = await registry.RootOfAsync((ulong)id, block, cancellationToken);
        return root.IsZero
            ? throw new RpcException(
                RpcFailure.NotAvailable,
                "eth_call",
                $"at one block the registry holds {count} batches and no root of batch {id}: the node "
                    + "contradicts itself."
            )
            : root;
    }

    /// <summary>What was final stays: otherwise a person decides, and nothing is signed on a guess.</summary>
    /// <exception cref="RpcException">The node is behind what it showed before.</exception>
    private async Task<string?> VanishedAsync(
        AttestationRegistryContract registry,
        RegistryBatch newest,
        long countAtFinalized,
        Block finalized,
        CancellationToken cancellationToken
    )
    {
        if ((long)finalized.Number < newest.ReadAtBlock)
        {
            throw new RpcException(
                RpcFailure.NotAvailable,
                "eth_getBlockByNumber",
                $"block {finalized.Number} is final at the node, and {newest.ReadAtBlock} was before: it lags."
            );
        }
        if (
            newest.BatchId <= countAtFinalized
            && await RootAsync(
                registry,
                newest.BatchId,
                countAtFinalized,
                BlockId.Hash(finalized.Hash),
                cancellationToken
            ) == newest.Root
        )
        {
            return null;
        }
        logger.Vanished(newest.BatchId, newest.Root, finalized.Number);
        var vanished =
            $"Batch {newest.BatchId} with root {newest.Root} was final and is not in the registry at final block "
            + $"{finalized.Number}: the chain was reorganised beyond finality, or the node is another one.";
        await alarms.RaiseAsync(AlarmKind.BeyondFinality, "", vanished, cancellationToken);
        return vanished;
    }

    private async Task<RegistryState> RecordAsync(
        FencedContext context,
        List<(long Id, Hash32 Root)> final,
        List<(long Id, Hash32 Root)> above,
        long next,
        long finalizedNumber,
        CancellationToken cancellationToken
    )
    {
        foreach (var (id, root) in final)
        {
            var seal = await SealOfAsync(context, root, cancellationToken);
            context.Database.Add(
                new RegistryBatch
                {
                    BatchId = id,
                    Root = root,
                    Seal = seal,
                    ReadAt = context.Now,
                    ReadAtBlock = finalizedNumber,
                    Fence = context.Fence,
                }
            );
            if (seal is { } ours)
            {
                logger.Adopted(ours, id, root);
            }
            else
            {
                logger.Foreign(id, root);
                await alarms.RaiseAsync(
                    AlarmKind.ForeignRoot,
                    $"batch:{id}",
                    $"The registry holds root {root}, and it is not ours. Ask the guardian to withhold the batch, "
                        + "then resume anchoring.",
                    cancellationToken
                );
            }
        }

        await context.Database.SaveChangesAsync(cancellationToken);
        var foreign = await context
            .Database.Set<RegistryBatch>()
            .Where(b => b.Seal == null && b.AcknowledgedAt == null)
            .OrderBy(b => b.BatchId)
            .Select(b => b.BatchId)
            .Take(100)
            .ToListAsync(cancellationToken);
        foreach (var (id, root) in above)
        {
            if (await SealOfAsync(context, root, cancellationToken) is null)
            {
                foreign.Add(id);
            }
        }
        return new RegistryState(next, above.Select(a => a.Root).ToHashSet(), foreign);
    }

    private static Task<long?> SealOfAsync(FencedContext context, Hash32 root, CancellationToken cancellationToken) =>
        context
            .Database.Set<Batch>()
            .Where(b => b.Root == root)
            .Select(b => (long?)b.Seal)
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>The registry may be younger than the finalized block.</summary>
    private async Task<bool> HasCodeAsync(BlockId block, CancellationToken cancellationToken) =>
        (await node.Client.GetCodeAsync(chain.Registry, block, cancellationToken)).Length > 0;
}
