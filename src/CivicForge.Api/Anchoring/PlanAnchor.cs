using CivicForge.Api.Transactions;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Hosting;

namespace CivicForge.Api.Anchoring;

/// <summary>Looks at the registry, dry-runs the call and reserves a nonce for the oldest batch that the chain does not
/// hold, under the registry's next number. Ids are planned anew each time, roots never.</summary>
internal sealed class PlanAnchor(
    WaitingBatches batches,
    TrustedRegistry registry,
    ChainClock clock,
    AnchorDryRun dryRun,
    TransactionSender sender,
    SigningAccounts accounts,
    ChainOptions chain
)
{
    /// <summary>Why the last look offered nothing although a batch waits; null when nothing keeps it.</summary>
    public string? WaitsFor { get; private set; }

    /// <returns>The transaction's id; null when nothing is to be anchored, or something has to be looked at
    /// first.</returns>
    /// <exception cref="SignerSilentException">Nobody would sign it; nothing was planned.</exception>
    public async Task<long?> RunAsync(CancellationToken cancellationToken)
    {
        WaitsFor = null;
        if (
            await batches.NothingToLookAtAsync(cancellationToken)
            || await registry.ReadAsync(cancellationToken) is not { } state
            || await batches.NextAsync(state, cancellationToken) is not { } batch
        )
        {
            return null;
        }
        WaitsFor = await batches.ReplacedKeyAnchorsAsync(cancellationToken)
            ? "The last anchor of the replaced key is on its way."
            : await clock.LagAsync(batch, cancellationToken);
        if (WaitsFor is not null)
        {
            return null;
        }
        var data = new AnchorFunction((ulong)state.NextBatchId, batch.Root, (uint)batch.LeafCount).CallData();
        (var gas, WaitsFor) = await dryRun.RunAsync(batch, data, cancellationToken);
        if (gas is not { } limit)
        {
            return null;
        }
        await accounts.Anchorer.CheckAsync(cancellationToken);
        var plan = new PlannedTransaction(
            TransactionKind.Anchor,
            $"anchor:{batch.Seal}",
            chain.Registry,
            data,
            limit,
            batch.Seal,
            state.NextBatchId
        );
        return await sender.PlanAsync(accounts.Anchorer, plan, (ulong)chain.Id, cancellationToken);
    }
}
