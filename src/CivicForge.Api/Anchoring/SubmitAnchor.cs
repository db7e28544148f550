using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Anchoring;

/// <summary>Offers the oldest batch that the chain does not hold, under the registry's next number. Ids are planned
/// anew each time, roots never.</summary>
internal sealed class SubmitAnchor(
    FencedWork work,
    ChainNode node,
    RegistryReading reading,
    TransactionSender sender,
    DryRun dryRun,
    SigningAccounts accounts,
    FeePolicy fees,
    ChainOptions chain,
    AnchoringControls controls,
    Alarms alarms,
    ILogger<SubmitAnchor> logger
)
{
    /// <summary>Why the last look offered nothing although a batch waits; null when nothing keeps it.</summary>
    public string? WaitsFor { get; private set; }

    /// <summary>Plans, signs, stores and sends one anchor.</summary>
    /// <returns>Whether one was sent.</returns>
    /// <exception cref="RpcException">The node did not answer; whatever was stored is taken up by the next
    /// tick.</exception>
    public async Task<bool> RunAsync(double urgency, CancellationToken cancellationToken)
    {
        if (await PlanAsync(cancellationToken) is not { } id)
        {
            return false;
        }
        await sender.SignAsync(
            accounts.Anchorer,
            id,
            fees.Offer(await node.FeeMarketAsync(cancellationToken), urgency),
            cancellationToken
        );
        await sender.SendAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Looks at the registry, dry-runs the call and reserves a nonce for it.</summary>
    /// <returns>The transaction's id; null when nothing is to be anchored, or something has to be looked at
    /// first.</returns>
    public async Task<long?> PlanAsync(CancellationToken cancellationToken)
    {
        WaitsFor = null;
        if (await NothingToLookAtAsync(cancellationToken))
        {
            return null;
        }
        var registry = await reading.RunAsync(cancellationToken);
        if (registry.Vanished is { } vanished)
        {
            await controls.PauseAsync(vanished, cancellationToken);
            return null;
        }

        if (registry.ForeignUnacknowledged.Count > 0)
        {
            await controls.PauseAsync(
                "The registry holds roots that are not ours: batches "
                    + $"{string.Join(", ", registry.ForeignUnacknowledged)}. Ask the guardian to withhold them, "
                    + "then resume.",
                cancellationToken
            );
            return null;
        }

        var batch = await work.RunAsync(context => NextAsync(context, registry, cancellationToken), cancellationToken);
        if (batch is null || await IsTooEarlyAsync(batch, cancellationToken))
        {
            return null;
        }
        var data = new AnchorFunction((ulong)registry.NextBatchId, batch.Root, (uint)batch.LeafCount).CallData();
        var (gas, refusal) = await dryRun.RunAsync(
            new CallRequest(chain.Registry, data) { From = accounts.Anchorer.Address },
            cancellationToken
        );
        if (refusal is not null)
        {
            var error = ContractErrors.Describe(refusal.RevertData ?? []);
            logger.DryRunFailed(batch.Seal, refusal.Message, error);
            WaitsFor =
                $"The dry run of anchoring batch {batch.Seal} failed: {refusal.Message} ({error}). Nothing was signed.";
            await alarms.RaiseAsync(AlarmKind.DryRun, "anchor", WaitsFor, cancellationToken);
            return null;
        }

        await alarms.EndAsync(AlarmKind.DryRun, "anchor", cancellationToken);

        var plan = new PlannedTransaction(
            TransactionKind.Anchor,
            $"anchor:{batch.Seal}",
            chain.Registry,
            data,
            gas!.Value,
            batch.Seal,
            registry.NextBatchId
        );
        return await sender.PlanAsync(accounts.Anchorer, plan, (ulong)chain.Id, cancellationToken);
    }

    /// <summary>A block may be stamped with less than the time at which a pair was completed, but no proof would verify
    /// that says so (protocol §9, <c>time</c>). While the chain's clock lags that far behind, the batch waits: a late
    /// anchor is a broken promise, an early one is not a proof for good.</summary>
    private async Task<bool> IsTooEarlyAsync(SealedRoot batch, CancellationToken cancellationToken)
    {
        var newest = await work.RunAsync(
            context =>
                context
                    .Database.Set<Attestations.Completion>()
                    .AsNoTracking()
                    .Where(c => c.Seal == batch.Seal)
                    .OrderByDescending(c => c.Position)
                    .FirstAsync(cancellationToken),
            cancellationToken
        );
        var (completedAt, anchorBy) = ((ulong)newest.CompletedAt, (ulong)newest.AnchorBy);
        var head = (await node.PositionAsync(cancellationToken)).Head;
        if (AnchorTime.Allows(completedAt, head.Timestamp))
        {
            await alarms.EndAsync(AlarmKind.ChainClock, "", cancellationToken);
            return false;
        }

        WaitsFor =
            $"The chain's clock says {UnixTime(head.Timestamp)} at block {head.Number}, and batch {batch.Seal} "
            + $"holds a pair completed at {UnixTime(completedAt)}: more than {AnchorTime.Tolerance / 60} "
            + "minutes later, "
            + "so its proof would never verify. It waits for the chain. Receipts promise an anchor by "
            + $"{UnixTime(anchorBy)}.";
        logger.ChainClockLags(WaitsFor);
        await alarms.RaiseAsync(AlarmKind.ChainClock, "", WaitsFor, cancellationToken);
        return true;
    }

    private static string UnixTime(ulong seconds) =>
        DateTimeOffset
            .FromUnixTimeSeconds((long)seconds)
            .UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>No batch waits, or one is on its way; and what of ours became final is adopted already.</summary>
    private Task<bool> NothingToLookAtAsync(CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
            {
                var final = await context
                    .Database.Set<OutgoingTransaction>()
                    .Where(t => t.Kind == TransactionKind.Anchor && t.State == TransactionState.Finalized)
                    .OrderByDescending(t => t.Id)
                    .Select(t => t.BatchId)
                    .FirstOrDefaultAsync(cancellationToken);
                if (
                    final is not null
                    && !await context.Database.Set<RegistryBatch>().AnyAsync(b => b.BatchId >= final, cancellationToken)
                )
                {
                    return false;
                }
                return await NothingWaitsAsync(context, cancellationToken);
            },
            cancellationToken
        );

    private async Task<bool> NothingWaitsAsync(FencedContext context, CancellationToken cancellationToken) =>
        !await Waiting(context).AnyAsync(cancellationToken)
        || await context
            .Database.Set<OutgoingTransaction>()
            .AnyAsync(
                t => t.Sender == accounts.Anchorer.Address && TransactionStates.InFlight.Contains(t.State),
                cancellationToken
            );

    private static async Task<SealedRoot?> NextAsync(
        FencedContext context,
        RegistryState registry,
        CancellationToken cancellationToken
    )
    {
        var waiting = await Waiting(context)
            .OrderBy(b => b.Seal)
            .Select(b => new SealedRoot(b.Seal, b.Root, b.LeafCount))
            .Take(100)
            .ToListAsync(cancellationToken);
        return waiting.FirstOrDefault(b => !registry.RootsAboveFinalized.Contains(b.Root));
    }

    /// <summary>Batches that the chain does not hold for good and that no transaction of ours carries.</summary>
    private static IQueryable<Batch> Waiting(FencedContext context) =>
        context
            .Database.Set<Batch>()
            .Where(b =>
                !context.Database.Set<RegistryBatch>().Any(r => r.Seal == b.Seal)
                && !context
                    .Database.Set<OutgoingTransaction>()
                    .Any(t =>
                        t.Seal == b.Seal
                        && (t.State == TransactionState.Finalized || TransactionStates.Live.Contains(t.State))
                    )
            );

    private sealed record SealedRoot(long Seal, Hash32 Root, int LeafCount);
}
