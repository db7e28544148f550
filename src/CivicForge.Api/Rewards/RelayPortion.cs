using CivicForge.Api.Watching;
using CivicForge.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>Takes some rewards off the list and sends them.</summary>
internal sealed class RelayPortion(
    TakeClaims take,
    SendClaims send,
    RelayLedger ledger,
    NpgsqlDataSource database,
    ChainOptions chain,
    IOptions<RelayOptions> options,
    Alarms alarms,
    ILogger<RelayPortion> logger
)
{
    /// <summary>Whatever happens, what was taken and not dealt with is given back, with the reason.</summary>
    /// <returns>Whether there may be more to do in this run.</returns>
    public async Task<bool> RunAsync(RelayRun run, CancellationToken cancellationToken)
    {
        if (run.Processed >= options.Value.MaxPerRun)
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
}
