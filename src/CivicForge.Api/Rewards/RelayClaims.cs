using CivicForge.Api.Anchoring;
using CivicForge.Api.Hosting;
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
    public int Processed { get; set; }
    public int Succeeded { get; set; }
    public int Failed { get; set; }
    public int Abandoned { get; set; }
    public int Skipped { get; set; }
}

/// <summary>Claims rewards on chain for their performers, with a key that has no role: pairs signed by contract wallets first and alone, ECDSA pairs
/// together. A claim that somebody else sent first counts as done.</summary>
internal sealed class RelayClaims(
    Lease lease, AnchoringControls controls, FencedWork work, TransactionTracker tracker, TransactionSender sender, RelayLedger ledger, SigningAccounts accounts, FeePolicy fees,
    DeploymentCheck deployment, ChainNode node, ChainOptions chain, NpgsqlDataSource database, IOptions<RelayOptions> options, IOptions<TransactionOptions> transactions, AnchorerMetrics metrics, ILogger<RelayClaims> logger)
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
            var limit = Math.Min(options.Value.MaxPerTransaction, options.Value.MaxPerRun - run.Processed);
            var candidates = await ClaimCandidate.FindAsync(database, chain.Registry, chain.Distributor, limit, cancellationToken);
            if (candidates.Count == 0) return;
            IReadOnlyList<ClaimCandidate> group = candidates[0].IsContractSigned ? [candidates[0]] : candidates;
            run.Processed += group.Count;
            await RelayAsync(run, group, cancellationToken);
            await tracker.AdvanceAsync(accounts.Payout, urgency: 0, cancellationToken);
        }
    }

    private async Task RelayAsync(RelayRun run, IReadOnlyList<ClaimCandidate> group, CancellationToken cancellationToken)
    {
        var payable = new List<ClaimCandidate>();
        foreach (var candidate in group)
        {
            if (await _distributor.ClaimedAsync(candidate.Completed.Creator, candidate.Completed.QuestId, BlockId.Latest, cancellationToken)) await PostponeAsync(run, candidate, cancellationToken);
            else if (candidate.IsContractSigned && !await SignaturesHoldAsync(candidate, cancellationToken)) await ledger.UnpayableAsync(candidate.Completed.QuestId, "A contract wallet no longer accepts its signature.", cancellationToken);
            else payable.Add(candidate);
        }

        if (payable.Count > 0) await SendAsync(run, payable, cancellationToken);
    }

    private async Task SendAsync(RelayRun run, List<ClaimCandidate> payable, CancellationToken cancellationToken)
    {
        var claims = new List<RewardClaim>();
        foreach (var candidate in payable) claims.Add(await candidate.WithProofAsync(database, cancellationToken));
        var data = claims.Count == 1 ? RewardDistributorContract.EncodeClaim(claims[0]) : RewardDistributorContract.EncodeClaimMany(claims);
        var (gas, culprit, error) = await EstimateAsync(data, payable, cancellationToken);
        if (gas is null)
        {
            if (culprit is not null) await FailAsync(run, culprit, error!, cancellationToken);
            else await SendAsync(run, payable[..1], cancellationToken); // the error names nobody: alone, the first one is judged by itself
            return;
        }

        var questIds = payable.Select(p => p.Completed.QuestId).ToList();
        var plan = new PlannedTransaction(TransactionKind.Claim, $"claim:{questIds[0]}", chain.Distributor, data, gas.Value) { QuestIds = questIds };
        if (await sender.PlanAsync(accounts.Payout, plan, (ulong)chain.Id, cancellationToken) is not { } id) return;
        await sender.SignAsync(accounts.Payout, id, fees.Offer(await node.FeeMarketAsync(cancellationToken), urgency: 0), cancellationToken);
        await sender.SendAsync(id, cancellationToken);
    }

    /// <summary>The node's estimate with our margin; on a revert, the candidate that the error names.</summary>
    private async Task<(long? Gas, ClaimCandidate? Culprit, string? Error)> EstimateAsync(byte[] data, List<ClaimCandidate> payable, CancellationToken cancellationToken)
    {
        try
        {
            var estimate = (long)await node.Client.EstimateGasAsync(new CallRequest(chain.Distributor, data) { From = accounts.Payout.Address }, cancellationToken);
            return (estimate * (100 + transactions.Value.GasMarginPercent) / 100, null, null);
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Reverted or RpcFailure.Refused)
        {
            var revert = e.RevertData ?? [];
            var culprit = payable.FirstOrDefault(p => revert.AsSpan().IndexOf(QuestId.ToBytes16(p.Completed.QuestId)) >= 0);
            return (null, culprit ?? (payable.Count == 1 ? payable[0] : null), $"{e.Message} {Hex.Encode(revert)}");
        }
    }

    private async Task<bool> SignaturesHoldAsync(ClaimCandidate candidate, CancellationToken cancellationToken)
    {
        const ulong GasCap = 3_000_000;
        var registry = new AttestationRegistryContract(node.Client, chain.Registry);
        var domain = CivicDomain.Create((ulong)chain.Id, chain.Registry);
        var (quest, terms) = (candidate.Completed, candidate.Terms);
        var creator = new CreatorAttestation(
            terms.TitleHash, terms.Exceptional ? Outcome.Exceptional : Outcome.Done, quest.QuestId, quest.Creator, quest.Performer, quest.WorkHash, quest.Xp, quest.Reputation, terms.CreatorDeadline);
        var performer = new PerformerAttestation(terms.TitleHash, quest.QuestId, quest.Creator, quest.Performer, quest.WorkHash, terms.PerformerDeadline);
        return await registry.IsSignatureValidAsync(quest.Creator, creator.Digest(domain), terms.CreatorSignature, BlockId.Latest, GasCap, cancellationToken)
            && await registry.IsSignatureValidAsync(quest.Performer, performer.Digest(domain), terms.PerformerSignature, BlockId.Latest, GasCap, cancellationToken);
    }

    private async Task PostponeAsync(RelayRun run, ClaimCandidate candidate, CancellationToken cancellationToken)
    {
        run.Skipped++;
        await work.RunAsync(
            async context => (await context.Database.Set<RewardRelay>().SingleAsync(r => r.QuestId == candidate.Completed.QuestId, cancellationToken)).Postpone(context.Now + options.Value.RetryAfter, context.Fence),
            cancellationToken);
    }

    private async Task FailAsync(RelayRun run, ClaimCandidate failed, string error, CancellationToken cancellationToken)
    {
        run.Failed++;
        if (await ledger.FailAsync(failed.Completed.QuestId, error, options.Value.RetryAfter, cancellationToken)) run.Abandoned++;
    }

    private void Count(string result, int number)
    {
        if (number > 0) metrics.Claims.Add(number, new KeyValuePair<string, object?>("result", result));
    }
}
