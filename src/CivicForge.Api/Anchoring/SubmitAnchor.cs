using CivicForge.Api.Hosting;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Anchoring;

/// <summary>Offers the oldest batch that the chain does not hold, under the registry's next number. Ids are planned anew each time, roots never.</summary>
internal sealed class SubmitAnchor(
    FencedWork work, ChainNode node, RegistryReading reading, TransactionSender sender, DryRun dryRun, SigningAccounts accounts, FeePolicy fees, ChainOptions chain,
    AnchoringControls controls, AnchorerMetrics metrics, ILogger<SubmitAnchor> logger)
{
    /// <summary>Plans, signs, stores and sends one anchor.</summary>
    /// <returns>Whether one was sent.</returns>
    /// <exception cref="RpcException">The node did not answer; whatever was stored is taken up by the next tick.</exception>
    public async Task<bool> RunAsync(double urgency, CancellationToken cancellationToken)
    {
        if (await PlanAsync(cancellationToken) is not { } id) return false;
        await sender.SignAsync(accounts.Anchorer, id, fees.Offer(await node.FeeMarketAsync(cancellationToken), urgency), cancellationToken);
        await sender.SendAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Looks at the registry, dry-runs the call and reserves a nonce for it.</summary>
    /// <returns>The transaction's id; null when nothing is to be anchored, or something has to be looked at first.</returns>
    public async Task<long?> PlanAsync(CancellationToken cancellationToken)
    {
        if (await NothingToLookAtAsync(cancellationToken)) return null;
        var registry = await reading.RunAsync(cancellationToken);
        if (registry.Vanished is { } vanished)
        {
            await controls.PauseAsync(vanished, cancellationToken);
            return null;
        }

        if (registry.ForeignUnacknowledged.Count > 0)
        {
            await controls.PauseAsync($"The registry holds roots that are not ours: batches {string.Join(", ", registry.ForeignUnacknowledged)}. Ask the guardian to withhold them, then resume.", cancellationToken);
            return null;
        }

        var batch = await work.RunAsync(context => NextAsync(context, registry, cancellationToken), cancellationToken);
        if (batch is null) return null;
        var data = AttestationRegistryContract.EncodeAnchor((ulong)registry.NextBatchId, batch.Root, (uint)batch.LeafCount);
        var (gas, refusal) = await dryRun.RunAsync(new CallRequest(chain.Registry, data) { From = accounts.Anchorer.Address }, cancellationToken);
        if (refusal is not null)
        {
            metrics.Alarm("dry-run");
            logger.DryRunFailed(batch.Seal, refusal.Message, Hex.Encode(refusal.RevertData ?? []));
            return null;
        }

        var plan = new PlannedTransaction(TransactionKind.Anchor, $"anchor:{batch.Seal}", chain.Registry, data, gas!.Value, batch.Seal, registry.NextBatchId);
        return await sender.PlanAsync(accounts.Anchorer, plan, (ulong)chain.Id, cancellationToken);
    }

    /// <summary>No batch waits, or one is on its way; and what of ours became final is adopted already.</summary>
    private Task<bool> NothingToLookAtAsync(CancellationToken cancellationToken) => work.RunAsync(
        async context =>
        {
            var final = await context.Database.Set<OutgoingTransaction>().Where(t => t.Kind == TransactionKind.Anchor && t.State == TransactionState.Finalized)
                .OrderByDescending(t => t.Id).Select(t => t.BatchId).FirstOrDefaultAsync(cancellationToken);
            if (final is not null && !await context.Database.Set<RegistryBatch>().AnyAsync(b => b.BatchId >= final, cancellationToken)) return false;
            return await NothingWaitsAsync(context, cancellationToken);
        },
        cancellationToken);

    private async Task<bool> NothingWaitsAsync(FencedContext context, CancellationToken cancellationToken) =>
        !await Waiting(context).AnyAsync(cancellationToken) || await context.Database.Set<OutgoingTransaction>()
            .AnyAsync(t => t.Sender == accounts.Anchorer.Address && TransactionStates.InFlight.Contains(t.State), cancellationToken);

    private static async Task<SealedRoot?> NextAsync(FencedContext context, RegistryState registry, CancellationToken cancellationToken)
    {
        var waiting = await Waiting(context).OrderBy(b => b.Seal).Select(b => new SealedRoot(b.Seal, b.Root, b.LeafCount)).Take(100).ToListAsync(cancellationToken);
        return waiting.FirstOrDefault(b => !registry.RootsAboveFinalized.Contains(b.Root));
    }

    /// <summary>Batches that the chain does not hold for good and that no transaction of ours carries.</summary>
    private static IQueryable<Batch> Waiting(FencedContext context) => context.Database.Set<Batch>().Where(b =>
        !context.Database.Set<RegistryBatch>().Any(r => r.Seal == b.Seal)
        && !context.Database.Set<OutgoingTransaction>().Any(t => t.Seal == b.Seal && (t.State == TransactionState.Finalized || TransactionStates.Live.Contains(t.State))));

    private sealed record SealedRoot(long Seal, Hash32 Root, int LeafCount);
}
