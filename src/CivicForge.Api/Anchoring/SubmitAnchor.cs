using CivicForge.Api.Hosting;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Anchoring;

/// <summary>Offers the oldest batch that the chain does not hold, under the registry's next number. Ids are planned anew each time, roots never.</summary>
internal sealed class SubmitAnchor(
    FencedWork work, ChainNode node, RegistryReading reading, TransactionSender sender, SigningAccounts accounts, FeePolicy fees, ChainOptions chain,
    AnchoringControls controls, AnchorerMetrics metrics, IOptions<TransactionOptions> options, ILogger<SubmitAnchor> logger)
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
        if (await NothingWaitsAsync(cancellationToken)) return null;
        var registry = await reading.RunAsync(cancellationToken);
        if (registry.ForeignUnacknowledged.Count > 0)
        {
            await controls.PauseAsync($"The registry holds roots that are not ours: batches {string.Join(", ", registry.ForeignUnacknowledged)}. Ask the guardian to withhold them, then resume.", cancellationToken);
            return null;
        }

        var batch = await work.RunAsync(context => NextAsync(context, registry, cancellationToken), cancellationToken);
        if (batch is null) return null;
        var data = AttestationRegistryContract.EncodeAnchor((ulong)registry.NextBatchId, batch.Root, (uint)batch.LeafCount);
        if (await EstimateAsync(batch, data, cancellationToken) is not { } gas) return null;
        var plan = new PlannedTransaction(TransactionKind.Anchor, $"anchor:{batch.Seal}", chain.Registry, data, gas, batch.Seal, registry.NextBatchId);
        return await sender.PlanAsync(accounts.Anchorer, plan, (ulong)chain.Id, cancellationToken);
    }

    private Task<bool> NothingWaitsAsync(CancellationToken cancellationToken) => work.RunAsync(
        async context => !await Waiting(context).AnyAsync(cancellationToken) || await context.Database.Set<OutgoingTransaction>()
            .AnyAsync(t => t.Sender == accounts.Anchorer.Address && TransactionStates.InFlight.Contains(t.State), cancellationToken),
        cancellationToken);

    private static async Task<SealedRoot?> NextAsync(FencedContext context, RegistryState registry, CancellationToken cancellationToken)
    {
        var waiting = await Waiting(context).OrderBy(b => b.Seal).Select(b => new SealedRoot(b.Seal, b.Root, b.LeafCount)).Take(100).ToListAsync(cancellationToken);
        return waiting.FirstOrDefault(b => !registry.RootsAboveFinalized.Contains(b.Root));
    }

    /// <summary>Batches that the chain does not hold for good and that no transaction of ours carries.</summary>
    private static IQueryable<Batch> Waiting(FencedContext context) => context.Database.Set<Batch>().Where(b =>
        !context.Database.Set<RegistryBatch>().Any(r => r.Seal == b.Seal)
        && !context.Database.Set<OutgoingTransaction>().Any(t => t.Seal == b.Seal && (t.State == TransactionState.Finalized || TransactionStates.Live.Contains(t.State))));

    /// <summary>The node's estimate with our margin. A dry run that reverts is not signed.</summary>
    private async Task<long?> EstimateAsync(SealedRoot batch, byte[] data, CancellationToken cancellationToken)
    {
        try
        {
            var estimate = await node.Client.EstimateGasAsync(new CallRequest(chain.Registry, data) { From = accounts.Anchorer.Address }, cancellationToken);
            return (long)estimate * (100 + options.Value.GasMarginPercent) / 100;
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Reverted or RpcFailure.Refused)
        {
            metrics.Alarm("dry-run");
            logger.DryRunFailed(batch.Seal, e.Message, Hex.Encode(e.RevertData ?? []));
            return null;
        }
    }

    private sealed record SealedRoot(long Seal, Hash32 Root, int LeafCount);
}
