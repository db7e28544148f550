using System.Numerics;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Hosting;
using CivicForge.Hosting.Traces;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>Offers one transaction for a group of rewards that nobody has claimed: within the budgets, after a dry run,
/// stored before it is sent.</summary>
internal sealed class OfferClaims(
    PayoutAccount payout,
    WithinBudget budget,
    TransactionSender sender,
    DryRun dryRun,
    RelayLedger ledger,
    ChainOptions chain,
    NpgsqlDataSource database,
    IOptions<RelayOptions> options
)
{
    /// <summary>No claim takes less.</summary>
    private const int LeastGas = 50_000;

    /// <returns>Whether a transaction is on its way.</returns>
    public async Task<bool> RunAsync(
        RelayRun run,
        IReadOnlyList<ClaimCandidate> group,
        CancellationToken cancellationToken
    )
    {
        var perClaim = group[0].IsContractSigned ? options.Value.MaxGasPerContractClaim : options.Value.MaxGasPerClaim;
        var offer = await payout.OfferAsync(perClaim, cancellationToken);
        var (use, newcomers) = await budget.ReadAsync(group, cancellationToken);
        // Whose budget does not even pay the least is put off before any of its code is asked.
        group = await budget.TakeAsync(
            run,
            use,
            newcomers,
            group,
            LeastGas * offer.Fees.MaxFeePerGas,
            cancellationToken
        );
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
            var within = await budget.TakeAsync(
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
            return within.Count > 0 && await RunAsync(run, within, cancellationToken);
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
        catch (Exception e)
        {
            await sender.DropAsync(id, CancellationToken.None);
            if (PayoutAccount.HeldBySigner(e) is { } held)
            {
                throw held;
            }
            throw;
        }

        run.Processed += questIds.Count;
        await sender.SendAsync(id, cancellationToken);
        foreach (var quest in WorkTrace.AreWanted ? questIds : [])
        {
            WorkTrace.OfQuest(quest).Mark("claim sent");
        }
        return true;
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
            await ledger.FailAsync(run, culprit.Completed.QuestId, ClaimRefusal.Text(refusal), cancellationToken);
            return;
        }

        run.Processed++;
        run.Failed++;
        await ledger.UnpayableAsync(culprit.Completed.QuestId, reason, cancellationToken);
    }
}
