using CivicForge.Api.Anchoring;
using CivicForge.Api.Rewards;
using CivicForge.Api.Transactions;

namespace CivicForge.Api.Anchorer;

/// <summary>Claims rewards on chain for their performers, with a key that has no role, in fair order: pairs signed by
/// contract wallets alone, ECDSA pairs together. A claim that somebody else sent first counts as done.</summary>
internal sealed class RelayClaims(
    ChainJobStart start,
    AnchoringControls controls,
    TransactionTracker tracker,
    RelayPortion portion,
    RelayLedger ledger,
    PayoutAccount payout,
    RelayReport report
)
{
    /// <returns>False when another process holds the lease.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!await start.MayRunAsync(cancellationToken))
        {
            return false;
        }
        await tracker.AdvanceAsync(payout.Signer, urgency: 0, cancellationToken);
        var run = new RelayRun { Succeeded = await ledger.SettleAsync(cancellationToken) };
        run.Failed += await ledger.FailRevertedAsync(run, cancellationToken);
        if (!await controls.IsPausedAsync(cancellationToken))
        {
            await ClaimAsync(run, cancellationToken);
        }
        await report.RanAsync(run, await ledger.OverBudgetAsync(cancellationToken), cancellationToken);
        return true;
    }

    private async Task ClaimAsync(RelayRun run, CancellationToken cancellationToken)
    {
        PayoutHeldException? held = null;
        try
        {
            while (!await IsOnItsWayAsync(cancellationToken) && await portion.RunAsync(run, cancellationToken))
            {
                await tracker.AdvanceAsync(payout.Signer, urgency: 0, cancellationToken);
            }
        }
        catch (PayoutHeldException e)
        {
            held = e;
        }
        await report.HeldAsync(held, cancellationToken);
        await ledger.QueueAsync(held?.Message, cancellationToken);
    }

    /// <summary>The key has one transaction on its way at a time.</summary>
    private async Task<bool> IsOnItsWayAsync(CancellationToken cancellationToken) =>
        (await tracker.LiveAsync(payout.Signer, cancellationToken)).Any(t => t.State.IsInFlight());
}
