using System.Numerics;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>Sends one transaction for a group of rewards. Whatever goes wrong with one of them is written to that one;
/// a group that fails without naming the culprit is taken apart and tried one by one.</summary>
internal sealed class SendClaims(
    PayoutAccount payout,
    PayoutBudget budget,
    TransactionSender sender,
    DryRun dryRun,
    RelayLedger ledger,
    Alarms alarms,
    ChainNode node,
    ChainOptions chain,
    NpgsqlDataSource database,
    IOptions<RelayOptions> options,
    ILogger<SendClaims> logger
)
{
    /// <summary>No claim takes less.</summary>
    private const int LeastGas = 50_000;

    private readonly RewardDistributorContract _distributor = new(node.Client, chain.Distributor);

    /// <exception cref="PayoutHeldException">Nothing can be claimed now.</exception>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public async Task RunAsync(RelayRun run, IReadOnlyList<ClaimCandidate> group, CancellationToken cancellationToken)
    {
        var open = new List<ClaimCandidate>();
        foreach (var candidate in group)
        {
            await AloneAsync(
                run,
                candidate,
                async () =>
                {
                    if (
                        !await _distributor.ClaimedAsync(
                            candidate.Completed.Creator,
                            candidate.Completed.QuestId,
                            BlockId.Latest,
                            cancellationToken
                        )
                    )
                    {
                        open.Add(candidate);
                    }
                    else
                    {
                        await PostponeAsync(run, candidate, cancellationToken);
                    }
                    return false;
                },
                cancellationToken
            );
        }

        if (open.Count == 1)
        {
            await AloneAsync(run, open[0], () => OfferAsync(run, open, cancellationToken), cancellationToken);
        }
        else if (open.Count > 1)
        {
            await TogetherAsync(run, open, cancellationToken);
        }
    }

    private async Task TogetherAsync(RelayRun run, List<ClaimCandidate> group, CancellationToken cancellationToken)
    {
        try
        {
            await OfferAsync(run, group, cancellationToken);
            return;
        }
        catch (Exception e) when (MayBeTheirs(e))
        {
            await ThrowIfSilentAsync(e, cancellationToken);
            logger.TakenApart(group.Count, e.Message);
        }

        foreach (var one in group)
        {
            if (await AloneAsync(run, one, () => OfferAsync(run, [one], cancellationToken), cancellationToken))
            {
                return; // the key has one transaction on its way at a time
            }
        }
    }

    /// <returns>What <paramref name="step"/> returns; false when it failed, which is then written to the
    /// reward.</returns>
    private async Task<bool> AloneAsync(
        RelayRun run,
        ClaimCandidate candidate,
        Func<Task<bool>> step,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (MayBeTheirs(e))
        {
            await ThrowIfSilentAsync(e, cancellationToken);
            if (e is not (RpcException or SigningRefusedException))
            {
                logger.Unexpected(e, candidate.Completed.QuestId);
            }
            await FailAsync(run, candidate, e.Message, cancellationToken);
            return false;
        }
    }

    /// <returns>Whether a transaction is on its way.</returns>
    private async Task<bool> OfferAsync(
        RelayRun run,
        IReadOnlyList<ClaimCandidate> group,
        CancellationToken cancellationToken
    )
    {
        var perClaim = group[0].IsContractSigned ? options.Value.MaxGasPerContractClaim : options.Value.MaxGasPerClaim;
        var offer = await payout.OfferAsync(perClaim, cancellationToken);
        var use = await budget.ReadAsync(cancellationToken);
        var newcomers = await budget.NewcomersAsync(group.Select(c => c.Completed.Performer), cancellationToken);
        // Whose budget does not even pay the least is put off before any of its code is asked.
        group = await WithinAsync(run, use, newcomers, group, LeastGas * offer.Fees.MaxFeePerGas, cancellationToken);
        if (group.Count == 0)
        {
            return false;
        }
        var affordable = group.Take((int)BigInteger.Min(group.Count, offer.Gas / perClaim)).ToList();
        var claims = new List<RewardClaim>();
        foreach (var candidate in affordable)
        {
            claims.Add(await candidate.WithProofAsync(database, cancellationToken));
        }
        var data = ClaimMessages.CallData(claims);
        var call = new CallRequest(chain.Distributor, data)
        {
            From = payout.Address,
            Gas = (ulong)(perClaim * affordable.Count),
            MaxFeePerGas = offer.Fees.MaxFeePerGas,
            MaxPriorityFeePerGas = offer.Fees.MaxPriorityFeePerGas,
        };
        var (gas, refusal) = await dryRun.RunAsync(call, cancellationToken);
        if (refusal is null)
        {
            var within = await WithinAsync(
                run,
                use,
                newcomers,
                affordable,
                (gas!.Value * offer.Fees.MaxFeePerGas + affordable.Count - 1) / affordable.Count,
                cancellationToken
            );
            if (within.Count == affordable.Count)
            {
                return await SendAsync(run, affordable, newcomers, data, gas.Value, offer.Fees, cancellationToken);
            }
            return within.Count > 0 && await OfferAsync(run, within, cancellationToken);
        }

        if (PayoutAccount.Held(refusal) is { } held)
        {
            throw held;
        }
        if (ClaimRefusal.Culprit(refusal, affordable) is not { } culprit)
        {
            throw refusal;
        }
        await RefuseAsync(run, culprit, refusal, perClaim, cancellationToken);
        return false;
    }

    private async Task<bool> SendAsync(
        RelayRun run,
        IReadOnlyList<ClaimCandidate> group,
        IReadOnlySet<Address> newcomers,
        byte[] data,
        long gas,
        Fees fees,
        CancellationToken cancellationToken
    )
    {
        var questIds = group.Select(p => p.Completed.QuestId).ToList();
        var plan = new PlannedTransaction(TransactionKind.Claim, $"claim:{questIds[0]}", chain.Distributor, data, gas)
        {
            QuestIds = questIds,
            Newcomers = group
                .Where(c => newcomers.Contains(c.Completed.Performer))
                .Select(c => c.Completed.QuestId)
                .ToHashSet(),
            MaxFeePerGas = fees.MaxFeePerGas,
        };
        if (await sender.PlanAsync(payout.Signer, plan, (ulong)chain.Id, cancellationToken) is not { } id)
        {
            return true;
        }
        try
        {
            await sender.SignAsync(payout.Signer, id, fees, cancellationToken);
        }
        catch
        {
            await sender.DropAsync(id, CancellationToken.None);
            throw;
        }

        run.Processed += questIds.Count;
        await sender.SendAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Puts off until tomorrow what is over a budget when each costs this much.</summary>
    /// <returns>The others.</returns>
    private async Task<IReadOnlyList<ClaimCandidate>> WithinAsync(
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

    private async Task PostponeAsync(RelayRun run, ClaimCandidate candidate, CancellationToken cancellationToken)
    {
        run.Processed++;
        run.Skipped++;
        await ledger.PostponeAsync(
            candidate.Completed.QuestId,
            options.Value.RetryAfter,
            "Somebody else has claimed it; that block is not final yet.",
            cancellationToken
        );
    }

    private async Task RefuseAsync(
        RelayRun run,
        ClaimCandidate culprit,
        RpcException refusal,
        long maxGas,
        CancellationToken cancellationToken
    )
    {
        if (ClaimRefusal.ForGood(refusal, culprit, maxGas) is not { } reason)
        {
            await FailAsync(run, culprit, ClaimRefusal.Text(refusal), cancellationToken);
            return;
        }

        run.Processed++;
        run.Failed++;
        await ledger.UnpayableAsync(culprit.Completed.QuestId, reason, cancellationToken);
    }

    private async Task FailAsync(RelayRun run, ClaimCandidate failed, string error, CancellationToken cancellationToken)
    {
        run.Processed++;
        run.Failed++;
        if (await ledger.FailAsync(failed.Completed.QuestId, error, options.Value.RetryAfter, cancellationToken))
        {
            run.Abandoned++;
        }
    }

    /// <summary>A failure that may come from one reward, unlike one of the database's connection, the lease, the chain
    /// or the account.</summary>
    private static bool MayBeTheirs(Exception e) =>
        e
            is not (
                OperationCanceledException
                or LeaseLostException
                or WrongChainException
                or PayoutHeldException
                or NpgsqlException { IsTransient: true }
            )
        && e.InnerException is not NpgsqlException { IsTransient: true };

    /// <summary>A call that failed at a node that still answers failed for what was asked; a silent node is nobody's
    /// fault.</summary>
    private async Task ThrowIfSilentAsync(Exception e, CancellationToken cancellationToken)
    {
        if (e is RpcException)
        {
            await node.Client.ChainIdAsync(cancellationToken);
        }
    }
}
