using CivicForge.Api.Database;
using CivicForge.Api.Watching;
using CivicForge.Chain.Rpc;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Transactions;

/// <summary>Brings the live transactions of a key, and of those that it replaced, up to date with the canonical chain,
/// and those in no block to the node again.</summary>
internal sealed class TransactionTracker(
    FencedWork work,
    ChainNode node,
    TransactionSender sender,
    DryRun dryRun,
    SentAttempts sent,
    FeePolicy fees,
    Alarms alarms,
    ILogger<TransactionTracker> logger
)
{
    /// <summary>How long a transaction of a replaced key may still get into a block. Only that key could raise its
    /// fees.</summary>
    private static readonly TimeSpan LastChance = TimeSpan.FromMinutes(30);
    private const double LastUrgency = 0.5;

    /// <summary>One pass: drops unsigned plans of an earlier life, recomputes every live transaction, sends or replaces
    /// what is in no block.</summary>
    /// <param name="urgency">See <see cref="FeePolicy.Ceiling"/>.</param>
    /// <exception cref="RpcException">The node did not answer; what was written so far stands, the rest waits for the
    /// next pass.</exception>
    public async Task AdvanceAsync(SigningAccount account, double urgency, CancellationToken cancellationToken)
    {
        await DropPlansAsync(account, cancellationToken);
        var position = await node.PositionAsync(cancellationToken);
        RpcException? first = null;
        foreach (var transaction in await UnsettledAsync(account, cancellationToken))
        {
            try
            {
                var evidence = await node.EvidenceAsync(transaction, position, cancellationToken);
                var outcome = await RecordAsync(transaction, evidence, cancellationToken);
                if (outcome.State.IsInFlight())
                {
                    await ResendAsync(account, transaction, outcome.State, evidence, urgency, cancellationToken);
                }
            }
            catch (RpcException e)
                when (e.Failure is not (RpcFailure.Unreachable or RpcFailure.Timeout or RpcFailure.RateLimited))
            {
                first ??= e; // what the node says of one transaction holds up none of the others
            }
        }

        if (first is not null)
        {
            throw first;
        }
    }

    /// <summary>The live transactions of a key with their attempts, in nonce order.</summary>
    public Task<List<OutgoingTransaction>> LiveAsync(SigningAccount account, CancellationToken cancellationToken) =>
        work.RunAsync(
            context =>
                context
                    .Database.Set<OutgoingTransaction>()
                    .AsNoTracking()
                    .Include(t => t.Attempts)
                    .Where(t => t.Sender == account.Address && TransactionStates.Live.Contains(t.State))
                    .OrderBy(t => t.Nonce)
                    .Take(1000)
                    .ToListAsync(cancellationToken),
            cancellationToken
        );

    /// <summary>What this key and those that it replaced have not brought to its end: the process that sent the latter
    /// is gone, and the stored bytes are all that is needed.</summary>
    private Task<List<OutgoingTransaction>> UnsettledAsync(
        SigningAccount account,
        CancellationToken cancellationToken
    ) =>
        work.RunAsync(
            context =>
                context
                    .Database.Set<OutgoingTransaction>()
                    .AsNoTracking()
                    .Include(t => t.Attempts)
                    .Where(t =>
                        t.Kind == account.Kind
                        && t.State != TransactionState.Planned // a tick that overlaps has it signed just now
                        && TransactionStates.Live.Contains(t.State)
                    )
                    .OrderBy(t => t.Id)
                    .Take(1000)
                    .ToListAsync(cancellationToken),
            cancellationToken
        );

    private Task DropPlansAsync(SigningAccount account, CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
            {
                var plans = await context
                    .Database.Set<OutgoingTransaction>()
                    .Include(t => t.Attempts)
                    .Where(t => t.Kind == account.Kind && t.State == TransactionState.Planned)
                    .ToListAsync(cancellationToken);
                foreach (var plan in plans.Where(plan => !sender.IsBeingSigned(plan.Id)))
                {
                    plan.Cancel(context.Now, context.Fence);
                    logger.PlanDropped(plan.Purpose, plan.Nonce);
                }
            },
            cancellationToken
        );

    private async Task<TransactionOutcome> RecordAsync(
        OutgoingTransaction transaction,
        TransactionEvidence evidence,
        CancellationToken cancellationToken
    )
    {
        var outcome = TransactionOutcome.Of(transaction.State, transaction.Nonce, evidence);
        if (transaction.Shows(outcome))
        {
            return outcome;
        }
        if (outcome.Alarm is { } alarm)
        {
            await RaiseAsync(AlarmKind.Transaction, transaction, alarm, cancellationToken);
        }
        await work.RunAsync(
            async context =>
            {
                var current = await TransactionSender.LoadAsync(context, transaction.Id, cancellationToken);
                if (current.State.IsLive())
                {
                    current.Observe(outcome, context.Now, context.Fence);
                }
            },
            cancellationToken
        );
        TransactionTrace.Mark(transaction, outcome.State);
        logger.Moved(
            transaction.Purpose,
            Words.Of(outcome.State),
            outcome.Inclusion?.TransactionHash,
            outcome.Inclusion?.BlockNumber
        );
        if (outcome is { Alarm: null, Inclusion: not null })
        {
            await EndAsync(transaction, cancellationToken);
        }
        if (transaction.State.IsIncluded() && outcome.State.IsInFlight())
        {
            foreach (var attempt in transaction.Attempts)
            {
                sent.Remove(attempt.Hash);
            }
        }
        return outcome;
    }

    private async Task ResendAsync(
        SigningAccount account,
        OutgoingTransaction transaction,
        TransactionState state,
        TransactionEvidence evidence,
        double urgency,
        CancellationToken cancellationToken
    )
    {
        var newest = transaction.Newest!;
        var now = await work.RunAsync(context => Task.FromResult(context.Now), cancellationToken);
        var isOfReplacedKey = transaction.Sender != account.Address;
        if (
            isOfReplacedKey
            && sent.Contains(newest.Hash)
            && evidence.NonceAtHead <= transaction.Nonce
            && (urgency >= LastUrgency || now - newest.SignedAt >= LastChance)
        )
        {
            await GiveUpAsync(transaction, cancellationToken);
            return;
        }
        var decision = SendDecision.For(
            new SendFacts(
                state,
                transaction.Nonce,
                evidence.NonceAtHead,
                evidence.KnownToNode.Contains(newest.Hash),
                newest.Refused ? newest.LastError : null,
                sent.Contains(newest.Hash),
                now - newest.SignedAt,
                newest.Fees,
                transaction.GasLimit,
                await node.FeeMarketAsync(cancellationToken),
                urgency,
                await node.Client.GetBalanceAsync(transaction.Sender, BlockId.Latest, cancellationToken)
            ),
            fees,
            fees.BumpAfter
        );
        if (decision.Alarm is { } alarm)
        {
            await RaiseAsync(decision.Kind, transaction, alarm, cancellationToken);
        }
        if (decision.Action == SendAction.Wait)
        {
            return;
        }
        if (
            decision.Action == SendAction.Bump
            && !isOfReplacedKey
            && await StillSucceedsAsync(account, transaction, cancellationToken)
        )
        {
            await ReplaceAsync(account, transaction, decision.Fees, cancellationToken);
        }
        await sender.SendAsync(transaction.Id, cancellationToken);
    }

    /// <summary>What it was for goes out again with the key of today. Whichever of the two gets into a block first, the
    /// contracts refuse the other: an anchor has its number, a claim its quest.</summary>
    private async Task GiveUpAsync(OutgoingTransaction transaction, CancellationToken cancellationToken)
    {
        var alarm =
            $"Nonce {transaction.Nonce} of the replaced key {transaction.Sender} got into no block in time. What it "
            + "was for goes out again with the key of today; should it be mined nevertheless, one of the two reverts.";
        await work.RunAsync(
            async context =>
            {
                var current = await TransactionSender.LoadAsync(context, transaction.Id, cancellationToken);
                if (current.State.IsInFlight())
                {
                    current.Observe(new(TransactionState.Superseded, null, alarm), context.Now, context.Fence);
                }
            },
            cancellationToken
        );
        await RaiseAsync(AlarmKind.Transaction, transaction, alarm, cancellationToken);
    }

    /// <summary>A replacement that may not be signed leaves the bytes as they are: they are sent again, and the
    /// transactions behind them are looked at.</summary>
    private async Task ReplaceAsync(
        SigningAccount account,
        OutgoingTransaction transaction,
        Fees fees,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await sender.SignAsync(account, transaction.Id, fees, cancellationToken);
        }
        catch (SigningRefusedException e)
        {
            await RaiseAsync(
                AlarmKind.NotSigned,
                transaction,
                $"It waits, and its replacement was refused: {e.Message}",
                cancellationToken
            );
        }
        catch (SignerSilentException e)
        {
            await RaiseAsync(
                AlarmKind.SignerSilent,
                transaction,
                $"It waits, and nobody signs its replacement: {e.Message}",
                cancellationToken
            );
        }
    }

    /// <summary>What would revert now is not paid more for; what has left us stays as it is.</summary>
    private async Task<bool> StillSucceedsAsync(
        SigningAccount account,
        OutgoingTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        if (
            await dryRun.RefusalAsync(
                new CallRequest(transaction.Recipient, transaction.Data)
                {
                    From = account.Address,
                    Gas = (ulong)transaction.GasLimit,
                },
                cancellationToken
            )
            is not { } refusal
        )
        {
            return true;
        }
        await RaiseAsync(
            AlarmKind.Transaction,
            transaction,
            $"It waits, and a dry run fails now, so its fees are not raised: {refusal.Message}",
            cancellationToken
        );
        return false;
    }

    private async Task RaiseAsync(
        string kind,
        OutgoingTransaction transaction,
        string alarm,
        CancellationToken cancellationToken
    )
    {
        logger.Alarm(transaction.Purpose, alarm);
        await alarms.RaiseAsync(kind, transaction.Purpose, alarm, cancellationToken);
    }

    /// <summary>It is in a block as it should be: whatever it waited for is over.</summary>
    private async Task EndAsync(OutgoingTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (
            var kind in new[]
            {
                AlarmKind.Transaction,
                AlarmKind.FeeCeiling,
                AlarmKind.KeyEmpty,
                AlarmKind.NotSigned,
                AlarmKind.SignerSilent,
            }
        )
        {
            await alarms.EndAsync(kind, transaction.Purpose, cancellationToken);
        }
    }
}
