using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Hosting;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Rewards;

/// <summary>Writes the relay's work list.</summary>
internal sealed class RelayLedger(
    FencedWork work,
    ChainOptions chain,
    IOptions<RelayOptions> options,
    Alarms alarms,
    ILogger<RelayLedger> logger
)
{
    /// <summary>Takes what waits off the list once it is claimed in a finalized block, whoever sent it. Reads by the
    /// partial index of what waits.</summary>
    /// <returns>How many.</returns>
    public Task<int> SettleAsync(CancellationToken cancellationToken) =>
        work.RunAsync(
            context =>
                context
                    .Database.Database.GetDbConnection()
                    .ExecuteAsync(
                        new CommandDefinition(
                            """
                            UPDATE civic.reward_relays r SET state = 'done', leased_until = NULL, over_budget = NULL,
                                fence = @fence
                            FROM civic.completions w, chain.reward_claims p
                            WHERE r.state = 'waiting' AND w.quest_id = r.quest_id
                              AND p.contract = @distributor AND p.creator = w.creator AND p.quest_id = w.quest_id
                                  AND p.finality = 'finalized'
                            """,
                            new { fence = context.Fence, distributor = chain.Distributor.ToArray() },
                            context.Database.Database.CurrentTransaction!.GetDbTransaction(),
                            cancellationToken: cancellationToken
                        )
                    ),
            cancellationToken
        );

    /// <summary>Counts a failed try for each quest whose claim reverted for good, or lost its nonce, since the last
    /// run.</summary>
    /// <returns>How many tries failed.</returns>
    public Task<int> FailRevertedAsync(RelayRun run, CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
            {
                var failed = await context
                    .Database.Set<TransactionClaim>()
                    .Join(
                        context.Database.Set<OutgoingTransaction>(),
                        c => c.TransactionId,
                        t => t.Id,
                        (c, t) =>
                            new
                            {
                                c.QuestId,
                                t.State,
                                t.Id,
                                t.MinedHash,
                            }
                    )
                    .Where(c => c.State == TransactionState.RevertedFinal || c.State == TransactionState.Superseded)
                    .Join(
                        context
                            .Database.Set<RewardRelay>()
                            .Where(r => r.State == RelayState.Waiting && r.NextAt <= context.Now),
                        c => c.QuestId,
                        r => r.QuestId,
                        (c, r) =>
                            new
                            {
                                c.Id,
                                c.State,
                                c.MinedHash,
                                Relay = r,
                            }
                    )
                    .Where(c => c.Relay.LastTransactionId == null || c.Relay.LastTransactionId < c.Id)
                    .OrderBy(c => c.Id)
                    .Take(1000)
                    .ToListAsync(cancellationToken);
                foreach (var item in failed)
                {
                    item.Relay.Saw(item.Id);
                    if (item.Relay.IsContractSigned && item.State == TransactionState.RevertedFinal)
                    {
                        await UnpayableAsync(
                            context,
                            item.Relay,
                            $"Its claim {item.MinedHash} passed every check before it was sent and reverted in the "
                                + "block: a contract wallet answers there in another way.",
                            cancellationToken
                        );
                        continue;
                    }

                    if (
                        await FailAsync(
                            item.Relay,
                            $"Transaction {item.Id} reverted or lost its nonce.",
                            context,
                            cancellationToken
                        )
                    )
                    {
                        run.Abandoned++;
                    }
                }

                return failed.Count;
            },
            cancellationToken
        );

    /// <summary>Counts a failed try, of the reward and of the run.</summary>
    public async Task FailAsync(RelayRun run, Guid questId, string error, CancellationToken cancellationToken)
    {
        run.Processed++;
        run.Failed++;
        var isGivenUp = await work.RunAsync(
            async context =>
            {
                var relay = await context
                    .Database.Set<RewardRelay>()
                    .SingleAsync(r => r.QuestId == questId, cancellationToken);
                return await FailAsync(relay, error, context, cancellationToken);
            },
            cancellationToken
        );
        run.Abandoned += isGivenUp ? 1 : 0;
    }

    /// <summary>Claimed already, not yet final: look again after a while.</summary>
    public Task PostponeAsync(Guid questId, string reason, CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
                (
                    await context.Database.Set<RewardRelay>().SingleAsync(r => r.QuestId == questId, cancellationToken)
                ).Postpone(reason, context.Now + options.Value.RetryAfter, context.Fence),
            cancellationToken
        );

    /// <summary>A budget of today does not pay it: it waits for the next day (UTC).</summary>
    public Task PutOffAsync(Guid questId, string overBudget, CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
                (
                    await context.Database.Set<RewardRelay>().SingleAsync(r => r.QuestId == questId, cancellationToken)
                ).PutOff(
                    overBudget,
                    new DateTimeOffset(context.Now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero),
                    context.Fence
                ),
            cancellationToken
        );

    /// <summary>Notes at the end of a run which rewards are due for long and were not reached: nothing keeps them but
    /// those before them, or <paramref name="held"/>.</summary>
    /// <param name="held">Why nothing can be claimed at all; null when something can.</param>
    public Task QueueAsync(string? held, CancellationToken cancellationToken)
    {
        var dueFor = options.Value.RetryAfter;
        return work.RunAsync(
            context =>
                context
                    .Database.Set<RewardRelay>()
                    .Where(r =>
                        r.State == RelayState.Waiting
                        && r.LeasedUntil == null
                        && r.NextAt < context.Now - dueFor
                        && (r.QueuedAt == null || r.QueuedAt < context.Now - dueFor)
                    )
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(r => r.QueuedAt, context.Now)
                                .SetProperty(r => r.LastError, r => held ?? r.LastError)
                                .SetProperty(r => r.Fence, context.Fence),
                        cancellationToken
                    ),
            cancellationToken
        );
    }

    /// <summary>Gives back what a run took and did not get to.</summary>
    /// <param name="reason">Why it did not get to them; null leaves what was said before.</param>
    public Task ReleaseAsync(IReadOnlyList<Guid> questIds, string? reason, CancellationToken cancellationToken) =>
        work.RunAsync(
            context =>
                context
                    .Database.Set<RewardRelay>()
                    .Where(r => questIds.Contains(r.QuestId) && r.LeasedUntil != null)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null)
                                .SetProperty(r => r.LastError, r => reason ?? r.LastError)
                                .SetProperty(r => r.Fence, context.Fence),
                        cancellationToken
                    ),
            cancellationToken
        );

    /// <returns>How many rewards wait for the next day's budget.</returns>
    public Task<int> OverBudgetAsync(CancellationToken cancellationToken) =>
        work.RunAsync(
            context => context.Database.Set<RewardRelay>().CountAsync(r => r.OverBudget != null, cancellationToken),
            cancellationToken
        );

    public Task UnpayableAsync(Guid questId, string error, CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
                await UnpayableAsync(
                    context,
                    await context.Database.Set<RewardRelay>().SingleAsync(r => r.QuestId == questId, cancellationToken),
                    error,
                    cancellationToken
                ),
            cancellationToken
        );

    private async Task UnpayableAsync(
        FencedContext context,
        RewardRelay relay,
        string error,
        CancellationToken cancellationToken
    )
    {
        relay.Unpayable(error, context.Fence);
        logger.Unpayable(relay.QuestId, error);
        await alarms.RaiseAsync(
            AlarmKind.RewardUnpayable,
            "",
            $"Newest: quest {relay.QuestId}. {error} The list of rewards shows all; each can be retried.",
            cancellationToken
        );
    }

    private async Task<bool> FailAsync(
        RewardRelay relay,
        string error,
        FencedContext context,
        CancellationToken cancellationToken
    )
    {
        var isGivenUp = relay.Fail(error, options.Value.RetryAfter, context.Now, context.Fence);
        logger.ClaimFailed(relay.QuestId, relay.Tries, error, isGivenUp);
        if (isGivenUp)
        {
            await alarms.RaiseAsync(
                AlarmKind.RewardAbandoned,
                "",
                $"Newest: quest {relay.QuestId}, after {relay.Tries} tries. {error} The list of rewards shows all; "
                    + "each can be retried.",
                cancellationToken
            );
        }
        return isGivenUp;
    }
}
