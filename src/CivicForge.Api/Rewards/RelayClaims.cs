using CivicForge.Api.Anchoring;
using CivicForge.Api.Hosting;
using CivicForge.Api.Signatures;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>What one run did, for its log line.</summary>
internal sealed class RelayRun
{
    /// <summary>Rewards that were sent, failed, or were put off.</summary>
    public int Processed { get; set; }

    /// <summary>Rewards whose claim became final since the last run.</summary>
    public int Succeeded { get; set; }
    public int Failed { get; set; }
    public int Abandoned { get; set; }

    /// <summary>Rewards that wait: over a budget, or claimed by somebody else in a block that is not final.</summary>
    public int Skipped { get; set; }
}

/// <summary>Claims rewards on chain for their performers, with a key that has no role: pairs signed by contract wallets first and alone, ECDSA pairs
/// together. A claim that somebody else sent first counts as done.</summary>
internal sealed class RelayClaims(
    Lease lease, AnchoringControls controls, FencedWork work, TransactionTracker tracker, TransactionSender sender, DryRun dryRun, TakeClaims take, RelayLedger ledger, SigningAccounts accounts,
    FeePolicy fees, DeploymentCheck deployment, ChainNode node, ChainOptions chain, NpgsqlDataSource database, IOptions<RelayOptions> options, AnchorerMetrics metrics, ILogger<RelayClaims> logger)
{
    private readonly RewardDistributorContract _distributor = new(node.Client, chain.Distributor);

    /// <returns>False when another process holds the lease.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!await lease.TryAcquireAsync(cancellationToken)) return false;
        await deployment.RunAsync(cancellationToken);
        await tracker.AdvanceAsync(accounts.Payout, urgency: 0, cancellationToken);
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
        while (run.Processed < options.Value.MaxPerRun)
        {
            if ((await tracker.LiveAsync(accounts.Payout, cancellationToken)).Any(t => t.State.IsInFlight())) return;
            var taken = await take.RunAsync(Math.Min(options.Value.MaxPerTransaction, options.Value.MaxPerRun - run.Processed), cancellationToken);
            var skipped = Skip(run, taken);
            if (taken.QuestIds.Count == 0 && skipped == 0) return;
            if (taken.QuestIds.Count == 0) continue;
            var candidates = await ClaimCandidate.ReadAsync(database, chain.Registry, taken.QuestIds, cancellationToken);
            if (candidates.Count > 0) await RelayAsync(run, candidates[0].IsContractSigned ? [candidates[0]] : candidates, cancellationToken);
            await ledger.ReleaseAsync(taken.QuestIds, cancellationToken);
            if (candidates.Count == 0) return; // their anchors went away while we read
            await tracker.AdvanceAsync(accounts.Payout, urgency: 0, cancellationToken);
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

    private async Task RelayAsync(RelayRun run, IReadOnlyList<ClaimCandidate> group, CancellationToken cancellationToken)
    {
        var payable = new List<ClaimCandidate>();
        foreach (var candidate in group)
        {
            if (await _distributor.ClaimedAsync(candidate.Completed.Creator, candidate.Completed.QuestId, BlockId.Latest, cancellationToken)) await PostponeAsync(run, candidate, cancellationToken);
            else if (candidate.IsContractSigned && !await SignaturesHoldAsync(candidate, cancellationToken)) await RefuseAsync(run, candidate, cancellationToken);
            else payable.Add(candidate);
        }

        if (payable.Count > 0) await SendAsync(run, payable, cancellationToken);
    }

    private async Task SendAsync(RelayRun run, List<ClaimCandidate> payable, CancellationToken cancellationToken)
    {
        var claims = new List<RewardClaim>();
        foreach (var candidate in payable) claims.Add(await candidate.WithProofAsync(database, cancellationToken));
        var data = claims.Count == 1 ? RewardDistributorContract.EncodeClaim(claims[0]) : RewardDistributorContract.EncodeClaimMany(claims);
        var (gas, refusal) = await dryRun.RunAsync(accounts.Payout.Address, chain.Distributor, data, cancellationToken);
        if (refusal is not null)
        {
            if (Culprit(refusal, payable) is { } culprit) await FailAsync(run, culprit, $"{refusal.Message} {Hex.Encode(refusal.RevertData ?? [])}", cancellationToken);
            else await SendAsync(run, payable[..1], cancellationToken); // the error names nobody: alone, the first one is judged by itself
            return;
        }

        var questIds = payable.Select(p => p.Completed.QuestId).ToList();
        var plan = new PlannedTransaction(TransactionKind.Claim, $"claim:{questIds[0]}", chain.Distributor, data, gas!.Value) { QuestIds = questIds };
        if (await sender.PlanAsync(accounts.Payout, plan, (ulong)chain.Id, cancellationToken) is not { } id) return;
        run.Processed += questIds.Count;
        await sender.SignAsync(accounts.Payout, id, fees.Offer(await node.FeeMarketAsync(cancellationToken), urgency: 0), cancellationToken);
        await sender.SendAsync(id, cancellationToken);
    }

    /// <summary>The candidate that the chain's error names; of a single one, that one.</summary>
    private static ClaimCandidate? Culprit(RpcException refusal, List<ClaimCandidate> payable) =>
        payable.FirstOrDefault(p => (refusal.RevertData ?? []).AsSpan().IndexOf(QuestId.ToBytes16(p.Completed.QuestId)) >= 0) ?? (payable.Count == 1 ? payable[0] : null);

    private async Task<bool> SignaturesHoldAsync(ClaimCandidate candidate, CancellationToken cancellationToken)
    {
        var registry = new AttestationRegistryContract(node.Client, chain.Registry);
        var domain = CivicDomain.Create((ulong)chain.Id, chain.Registry);
        var (quest, terms) = (candidate.Completed, candidate.Terms);
        var creator = new CreatorAttestation(
            terms.TitleHash, terms.Exceptional ? Outcome.Exceptional : Outcome.Done, quest.QuestId, quest.Creator, quest.Performer, quest.WorkHash, quest.Xp, quest.Reputation, terms.CreatorDeadline);
        var performer = new PerformerAttestation(terms.TitleHash, quest.QuestId, quest.Creator, quest.Performer, quest.WorkHash, terms.PerformerDeadline);
        return await ContractWallet.AcceptsAsync(registry, quest.Creator, creator.Digest(domain), terms.CreatorSignature, BlockId.Latest, cancellationToken)
            && await ContractWallet.AcceptsAsync(registry, quest.Performer, performer.Digest(domain), terms.PerformerSignature, BlockId.Latest, cancellationToken);
    }

    private async Task PostponeAsync(RelayRun run, ClaimCandidate candidate, CancellationToken cancellationToken)
    {
        run.Processed++;
        run.Skipped++;
        await work.RunAsync(
            async context => (await context.Database.Set<RewardRelay>().SingleAsync(r => r.QuestId == candidate.Completed.QuestId, cancellationToken)).Postpone(context.Now + options.Value.RetryAfter, context.Fence),
            cancellationToken);
    }

    private async Task RefuseAsync(RelayRun run, ClaimCandidate candidate, CancellationToken cancellationToken)
    {
        run.Processed++;
        run.Failed++;
        await ledger.UnpayableAsync(candidate.Completed.QuestId, "A contract wallet no longer accepts its signature.", cancellationToken);
    }

    private async Task FailAsync(RelayRun run, ClaimCandidate failed, string error, CancellationToken cancellationToken)
    {
        run.Processed++;
        run.Failed++;
        if (await ledger.FailAsync(failed.Completed.QuestId, error, options.Value.RetryAfter, cancellationToken)) run.Abandoned++;
    }

    private void Count(string result, int number)
    {
        if (number > 0) metrics.Claims.Add(number, new KeyValuePair<string, object?>("result", result));
    }
}
