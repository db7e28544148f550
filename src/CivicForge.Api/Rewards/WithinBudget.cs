using System.Numerics;
using CivicForge.Api.Watching;
using CivicForge.Chain;

namespace CivicForge.Api.Rewards;

/// <summary>Keeps claims within the payout key's day: what is over it waits for the next.</summary>
internal sealed class WithinBudget(PayoutBudget budget, RelayLedger ledger, Alarms alarms, ILogger<WithinBudget> logger)
{
    /// <summary>What is used of today, and who of a group was never paid for good.</summary>
    public async Task<(PayoutUse Use, IReadOnlySet<Address> Newcomers)> ReadAsync(
        IReadOnlyList<ClaimCandidate> group,
        CancellationToken cancellationToken
    ) =>
        (
            await budget.ReadAsync(cancellationToken),
            await budget.NewcomersAsync(group.Select(c => c.Completed.Performer), cancellationToken)
        );

    /// <summary>Puts off until tomorrow what is over a budget when each costs this much.</summary>
    /// <returns>The others.</returns>
    public async Task<IReadOnlyList<ClaimCandidate>> TakeAsync(
        RelayRun run,
        PayoutUse use,
        IReadOnlySet<Address> newcomers,
        IReadOnlyList<ClaimCandidate> group,
        BigInteger cost,
        CancellationToken cancellationToken
    )
    {
        var over = budget.Over(use, newcomers, group, cost);
        foreach (var (candidate, word) in over)
        {
            await ledger.PutOffAsync(candidate.Completed.QuestId, word, cancellationToken);
        }
        run.Processed += over.Count;
        run.Skipped += over.Count;
        if (over.Values.Any(word => word is "newcomers-wei" or "total-wei") || cost * 10 > budget.PerDay)
        {
            logger.OverWei(over.Count, budget.PerDay);
            await alarms.RaiseAsync(
                AlarmKind.RelayBudget,
                "",
                $"Of the {budget.PerDay} wei that claims may cost a day {use.Total} are used, {use.Newcomers} of "
                    + $"them by newcomers; a claim may cost {cost} now. Rewards wait for tomorrow. "
                    + "Raise Rewards:PayoutWeiPerDay if they are genuine.",
                cancellationToken
            );
        }

        return over.Count == 0 ? group : [.. group.Where(c => !over.ContainsKey(c))];
    }
}
