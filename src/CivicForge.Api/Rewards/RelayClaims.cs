using CivicForge.Api.Anchoring;
using CivicForge.Api.Hosting;
using CivicForge.Api.Transactions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>Claims rewards on chain for their performers, with a key that has no role: pairs signed by contract wallets first and alone, ECDSA pairs
/// together. A claim that somebody else sent first counts as done.</summary>
internal sealed class RelayClaims(
    Lease lease, AnchoringControls controls, TransactionTracker tracker, TakeClaims take, SendClaims send, RelayLedger ledger, PayoutAccount payout,
    DeploymentCheck deployment, ChainOptions chain, NpgsqlDataSource database, IOptions<RelayOptions> options, AnchorerMetrics metrics, ILogger<RelayClaims> logger)
{
    /// <returns>False when another process holds the lease.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!await lease.TryAcquireAsync(cancellationToken)) return false;
        await deployment.RunAsync(cancellationToken);
        await tracker.AdvanceAsync(payout.Signer, urgency: 0, cancellationToken);
        var run = new RelayRun { Succeeded = await ledger.SettleAsync(chain.Distributor, cancellationToken) };
        run.Failed += await ledger.FailRevertedAsync(run, options.Value.RetryAfter, cancellationToken);
        if (!await controls.IsPausedAsync(cancellationToken)) await ClaimAsync(run, cancellationToken);
        metrics.RewardsOverBudget = await ledger.OverBudgetAsync(cancellationToken);
        if (run is { Processed: 0, Succeeded: 0, Failed: 0 }) return true;
        logger.RelayRan(run.Processed, run.Succeeded, run.Failed, run.Abandoned, run.Skipped);
        Count("succeeded", run.Succeeded);
        Count("failed", run.Failed);
        Count("abandoned", run.Abandoned);
        return true;
    }

    private async Task ClaimAsync(RelayRun run, CancellationToken cancellationToken)
    {
        try
        {
            while (run.Processed < options.Value.MaxPerRun && await TakeAsync(run, cancellationToken)) await tracker.AdvanceAsync(payout.Signer, urgency: 0, cancellationToken);
        }
        catch (PayoutHeldException e)
        {
            metrics.Alarm(e.Alarm);
            logger.PayoutHeld(e.Message);
        }
    }

    /// <summary>Takes some rewards off the list and sends them. Whatever happens, what was taken and not dealt with is given back, with the reason.</summary>
    /// <returns>Whether there may be more to do.</returns>
    private async Task<bool> TakeAsync(RelayRun run, CancellationToken cancellationToken)
    {
        if ((await tracker.LiveAsync(payout.Signer, cancellationToken)).Any(t => t.State.IsInFlight())) return false;
        var taken = await take.RunAsync(Math.Min(options.Value.MaxPerTransaction, options.Value.MaxPerRun - run.Processed), cancellationToken);
        var skipped = Skip(run, taken);
        if (taken.QuestIds.Count == 0) return skipped > 0;
        string? reason = null;
        try
        {
            var candidates = await ClaimCandidate.ReadAsync(database, chain.Registry, taken.QuestIds, cancellationToken);
            if (candidates.Count > 0) await send.RunAsync(run, candidates[0].IsContractSigned ? [candidates[0]] : candidates, cancellationToken);
            return candidates.Count > 0; // else their anchors went away while we read
        }
        catch (Exception e)
        {
            reason = e is OperationCanceledException ? null : e.Message;
            throw;
        }
        finally
        {
            await ledger.ReleaseAsync(taken.QuestIds, reason, CancellationToken.None);
        }
    }

    private int Skip(RelayRun run, TakenClaims taken)
    {
        var skipped = taken.OverMemberBudget + taken.OverTotalBudget;
        run.Processed += skipped;
        run.Skipped += skipped;
        if (taken.OverMemberBudget > 0) logger.OverMemberBudget(taken.OverMemberBudget, options.Value.MaxClaimsPerMemberAndDay);
        if (taken.OverTotalBudget > 0)
        {
            metrics.Alarm("relay-budget");
            logger.OverTotalBudget(taken.OverTotalBudget, options.Value.MaxClaimsPerDay);
        }

        return skipped;
    }

    private void Count(string result, int number)
    {
        if (number > 0) metrics.Claims.Add(number, new KeyValuePair<string, object?>("result", result));
    }
}
