using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;

namespace CivicForge.Api.Rewards;

/// <summary>Says what a run of the relay did: metrics, alarms and the log.</summary>
internal sealed class RelayReport(AnchorerMetrics metrics, Alarms alarms, ILogger<RelayReport> logger)
{
    private const string Payout = "payout";

    /// <param name="overBudget">Rewards that wait for the next day's budget.</param>
    public async Task RanAsync(RelayRun run, int overBudget, CancellationToken cancellationToken)
    {
        metrics.RewardsOverBudget = overBudget;
        if (overBudget == 0)
        {
            await alarms.EndAsync(AlarmKind.RelayBudget, "", cancellationToken);
        }
        if (run is { Processed: 0, Succeeded: 0, Failed: 0 })
        {
            return;
        }
        logger.RelayRan(run.Processed, run.Succeeded, run.Failed, run.Abandoned, run.Skipped);
        Count("succeeded", run.Succeeded);
        Count("failed", run.Failed);
        Count("abandoned", run.Abandoned);
    }

    /// <param name="held">Why nothing can be claimed now; null ends what an earlier run said.</param>
    public async Task HeldAsync(PayoutHeldException? held, CancellationToken cancellationToken)
    {
        if (held is not null)
        {
            logger.PayoutHeld(held.Message);
            await alarms.RaiseAsync(held.Alarm, Payout, held.Message, cancellationToken);
        }
        foreach (
            var kind in new[] { AlarmKind.KeyEmpty, AlarmKind.FeeCeiling, AlarmKind.NotSigned, AlarmKind.SignerSilent }
        )
        {
            if (kind != held?.Alarm)
            {
                await alarms.EndAsync(kind, Payout, cancellationToken);
            }
        }
    }

    private void Count(string result, int number)
    {
        if (number > 0)
        {
            metrics.Claims.Add(number, new KeyValuePair<string, object?>("result", result));
        }
    }
}
