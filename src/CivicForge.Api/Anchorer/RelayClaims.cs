using CivicForge.Api.Anchoring;
using CivicForge.Api.Rewards;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Anchorer;

/// <summary>Claims rewards on chain for their performers, with a key that has no role, in fair order: pairs signed by
/// contract wallets alone, ECDSA pairs together. A claim that somebody else sent first counts as done.</summary>
internal sealed class RelayClaims(
    Lease lease,
    AnchoringControls controls,
    TransactionTracker tracker,
    TakeClaims take,
    SendClaims send,
    RelayLedger ledger,
    PayoutAccount payout,
    DeploymentCheck deployment,
    ChainOptions chain,
    NpgsqlDataSource database,
    IOptions<RelayOptions> options,
    AnchorerMetrics metrics,
    Alarms alarms,
    ILogger<RelayClaims> logger
)
{
    private const string Payout = "payout";

    /// <returns>False when another process holds the lease.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!await lease.TryAcquireAsync(cancellationToken))
        {
            return false;
        }
        await deployment.RunAsync(cancellationToken);
        await tracker.AdvanceAsync(payout.Signer, urgency: 0, cancellationToken);
        var run = new RelayRun { Succeeded = await ledger.SettleAsync(chain.Distributor, cancellationToken) };
        run.Failed += await ledger.FailRevertedAsync(run, options.Value.RetryAfter, cancellationToken);
        if (!await controls.IsPausedAsync(cancellationToken))
        {
            await ClaimAsync(run, cancellationToken);
        }
        metrics.RewardsOverBudget = await ledger.OverBudgetAsync(cancellationToken);
        if (metrics.RewardsOverBudget == 0)
        {
            await alarms.EndAsync(AlarmKind.RelayBudget, "", cancellationToken);
        }
        if (run is { Processed: 0, Succeeded: 0, Failed: 0 })
        {
            return true;
        }
        logger.RelayRan(run.Processed, run.Succeeded, run.Failed, run.Abandoned, run.Skipped);
        Count("succeeded", run.Succeeded);
        Count("failed", run.Failed);
        Count("abandoned", run.Abandoned);
        return true;
    }

    private async Task ClaimAsync(RelayRun run, CancellationToken cancellationToken)
    {
        string? held = null,
            reason = null;
        try
        {
            while (run.Processed < options.Value.MaxPerRun && await TakeAsync(run, cancellationToken))
            {
                await tracker.AdvanceAsync(payout.Signer, urgency: 0, cancellationToken);
            }
        }
        catch (PayoutHeldException e)
        {
            (held, reason) = (e.Alarm, e.Message);
            logger.PayoutHeld(e.Message);
            await alarms.RaiseAsync(e.Alarm, Payout, e.Message, cancellationToken);
        }

        foreach (var kind in new[] { AlarmKind.KeyEmpty, AlarmKind.FeeCeiling })
        {
            if (kind != held)
            {
                await alarms.EndAsync(kind, Payout, cancellationToken);
            }
        }
        await ledger.QueueAsync(options.Value.RetryAfter, reason, cancellationToken);
    }

    /// <summary>Takes some rewards off the list and sends them. Whatever happens, what was taken and not dealt with is
    /// given back, with the reason.</summary>
    /// <returns>Whether there may be more to do.</returns>
    private async Task<bool> TakeAsync(RelayRun run, CancellationToken cancellationToken)
    {
        if ((await tracker.LiveAsync(payout.Signer, cancellationToken)).Any(t => t.State.IsInFlight()))
        {
            return false;
        }
        var taken = await take.RunAsync(
            Math.Min(options.Value.MaxPerTransaction, options.Value.MaxPerRun - run.Processed),
            cancellationToken
        );
        var skipped = await SkipAsync(run, taken, cancellationToken);
        if (taken.QuestIds.Count == 0)
        {
            return skipped > 0;
        }
        string? reason = null;
        try
        {
            var candidates = await ClaimCandidate.ReadAsync(
                database,
                chain.Registry,
                taken.QuestIds,
                cancellationToken
            );
            if (candidates.Count > 0)
            {
                await send.RunAsync(run, candidates, cancellationToken);
            }
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

    private async Task<int> SkipAsync(RelayRun run, TakenClaims taken, CancellationToken cancellationToken)
    {
        var skipped = taken.OverMemberBudget + taken.OverTotalBudget;
        run.Processed += skipped;
        run.Skipped += skipped;
        if (taken.OverMemberBudget > 0)
        {
            logger.OverMemberBudget(taken.OverMemberBudget, options.Value.MaxClaimsPerMemberAndDay);
        }
        if (taken.OverTotalBudget > 0)
        {
            logger.OverTotalBudget(taken.OverTotalBudget, options.Value.MaxClaimsPerDay);
            await alarms.RaiseAsync(
                AlarmKind.RelayBudget,
                "",
                $"Today's relay budget of {options.Value.MaxClaimsPerDay} claims is used up; rewards wait for "
                    + "tomorrow. Raise Rewards:MaxClaimsPerDay if they are genuine.",
                cancellationToken
            );
        }

        return skipped;
    }

    private void Count(string result, int number)
    {
        if (number > 0)
        {
            metrics.Claims.Add(number, new KeyValuePair<string, object?>("result", result));
        }
    }
}
