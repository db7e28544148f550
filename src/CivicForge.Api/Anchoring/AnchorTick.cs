using CivicForge.Api.Hosting;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Anchoring;

/// <summary>One pass of the anchorer: commands, sealing, what is on its way, the next anchor. Idempotent; what it could not do, the next pass does.</summary>
internal sealed class AnchorTick(
    Lease lease, RunCommands commands, AnchoringControls controls, SealBatch sealing, TransactionTracker tracker, SubmitAnchor submit, SigningAccounts accounts,
    DeploymentCheck deployment, ChainNode node, NpgsqlDataSource database, AnchorerMetrics metrics, IOptions<AnchoringOptions> options)
{
    /// <returns>False when another process holds the lease.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        metrics.LeaseHeld = await lease.TryAcquireAsync(cancellationToken);
        if (!metrics.LeaseHeld) return false;
        var force = await commands.RunAsync(cancellationToken);
        var paused = await controls.IsPausedAsync(cancellationToken);
        if (!paused) while (await sealing.RunAsync(force, cancellationToken) is { } batch && batch.LeafCount == options.Value.MaxBatch) { }
        var urgency = await MeasureAsync(cancellationToken);
        await deployment.RunAsync(cancellationToken);
        await tracker.AdvanceAsync(accounts.Anchorer, urgency, cancellationToken);
        if (!paused) await submit.RunAsync(urgency, cancellationToken);
        await MeasureBalanceAsync(cancellationToken);
        return true;
    }

    /// <summary>Age of the oldest pair without an anchor in a block, as a share of the promised time.</summary>
    private async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (pending, age) = await connection.QuerySingleAsync<(long Pending, double? Age)>(new CommandDefinition(
            """
            WITH open_batches AS (
              SELECT b.seal, b.sealed_at FROM civic.batches b
              WHERE NOT EXISTS (SELECT FROM civic.registry_batches r WHERE r.seal = b.seal)
                AND NOT EXISTS (SELECT FROM civic.transactions t WHERE t.seal = b.seal AND t.state IN ('mined','confirmed','finalized')))
            SELECT (SELECT count(*) FROM civic.completions WHERE seal IS NULL) + (SELECT count(*) FROM open_batches),
              extract(epoch FROM clock_timestamp() - least(
                (SELECT to_timestamp(min(completed_at)) FROM civic.completions WHERE seal IS NULL),
                (SELECT to_timestamp(min(c.completed_at)) FROM civic.completions c WHERE c.position = 0 AND c.seal IN (SELECT seal FROM open_batches))))::float8
            """, cancellationToken: cancellationToken));
        metrics.Pending = pending;
        metrics.OldestUnanchored = TimeSpan.FromSeconds(age ?? 0);
        return (age ?? 0) / options.Value.AnchorWithin;
    }

    private async Task MeasureBalanceAsync(CancellationToken cancellationToken)
    {
        const int TypicalGas = 60_000;
        var market = await node.FeeMarketAsync(cancellationToken);
        foreach (var (name, account) in new[] { ("anchorer", accounts.Anchorer), ("payout", accounts.Payout) })
            metrics.Balance(name, await node.Client.GetBalanceAsync(account.Address, BlockId.Latest, cancellationToken), (market.BaseFee + market.MedianPriorityFee) * TypicalGas);
    }
}
