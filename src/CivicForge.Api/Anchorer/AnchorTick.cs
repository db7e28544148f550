using CivicForge.Api.Anchoring;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain.Rpc;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Anchorer;

/// <summary>One pass of the anchorer: commands, sealing, what is on its way, the next anchor. Idempotent; what it could
/// not do, the next pass does.</summary>
internal sealed class AnchorTick(
    Lease lease,
    RunCommands commands,
    AnchoringControls controls,
    SealBatch sealing,
    TransactionTracker tracker,
    SubmitAnchor submit,
    SigningAccounts accounts,
    DeploymentCheck deployment,
    ChainNode node,
    NpgsqlDataSource database,
    AnchorerMetrics metrics,
    AnchorerStatus status,
    Alarms alarms,
    IOptions<AnchoringOptions> options
)
{
    /// <summary>A key that pays fewer anchors than this at today's fees is called low.</summary>
    private const int LowRunway = 50;

    /// <returns>False when another process holds the lease.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        metrics.LeaseHeld = await lease.TryAcquireAsync(cancellationToken);
        if (!metrics.LeaseHeld)
        {
            return false;
        }
        var (steps, force) = (new TickSteps(status), false);
        await steps.RunAsync(
            AnchorerModule.Commands,
            async () =>
            {
                force = await commands.RunAsync(cancellationToken);
                return null;
            },
            cancellationToken
        );
        var paused = await controls.IsPausedAsync(cancellationToken);
        await steps.RunAsync(
            AnchorerModule.Seal,
            async () =>
            {
                if (!paused)
                {
                    await SealAsync(force, cancellationToken);
                }
                return null;
            },
            cancellationToken
        );
        var urgency = await MeasureAsync(cancellationToken);
        var tracked = await steps.RunAsync(
            AnchorerModule.Track,
            () => TrackAsync(urgency, cancellationToken),
            cancellationToken
        );
        await steps.RunAsync(
            AnchorerModule.Submit,
            () => SubmitAsync(tracked, paused, urgency, cancellationToken),
            cancellationToken
        );
        if (tracked)
        {
            await steps.RunAsync(
                AnchorerModule.Balance,
                () => MeasureBalanceAsync(cancellationToken),
                cancellationToken
            );
        }
        steps.ThrowFirst();
        return true;
    }

    private async Task SealAsync(bool force, CancellationToken cancellationToken)
    {
        while (
            await sealing.RunAsync(force, cancellationToken) is { } batch && batch.LeafCount == options.Value.MaxBatch
        ) { }
    }

    private async Task<string?> TrackAsync(double urgency, CancellationToken cancellationToken)
    {
        await deployment.RunAsync(cancellationToken);
        await tracker.AdvanceAsync(accounts.Anchorer, urgency, cancellationToken);
        return null;
    }

    private async Task<string?> SubmitAsync(
        bool tracked,
        bool paused,
        double urgency,
        CancellationToken cancellationToken
    )
    {
        if (!tracked)
        {
            return "What is on its way could not be tracked, so nothing new is offered.";
        }
        if (paused)
        {
            return null;
        }
        await submit.RunAsync(urgency, cancellationToken);
        return submit.WaitsFor;
    }

    /// <summary>Age of the oldest pair without an anchor in a block, as a share of the promised time.</summary>
    private async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (pending, age) = await connection.QuerySingleAsync<(long Pending, double? Age)>(
            new CommandDefinition(
                """
                WITH open_batches AS (
                  SELECT b.seal, b.sealed_at FROM civic.batches b
                  WHERE NOT EXISTS (SELECT FROM civic.registry_batches r WHERE r.seal = b.seal)
                    AND NOT EXISTS (SELECT FROM civic.transactions t
                        WHERE t.seal = b.seal AND t.state IN ('mined','confirmed','finalized')))
                SELECT (SELECT count(*) FROM civic.completions WHERE seal IS NULL)
                    + (SELECT count(*) FROM open_batches),
                  extract(epoch FROM clock_timestamp() - least(
                    (SELECT to_timestamp(min(completed_at)) FROM civic.completions WHERE seal IS NULL),
                    (SELECT to_timestamp(min(c.completed_at)) FROM civic.completions c
                        WHERE c.position = 0 AND c.seal IN (SELECT seal FROM open_batches))))::float8
                """,
                cancellationToken: cancellationToken
            )
        );
        metrics.Pending = pending;
        metrics.OldestUnanchored = TimeSpan.FromSeconds(age ?? 0);
        if (age > options.Value.AnchorWithin)
        {
            await alarms.RaiseAsync(
                AlarmKind.Promise,
                "",
                $"The oldest pair without an anchor was completed {age:0} s ago, and receipts promise "
                    + $"{options.Value.AnchorWithin} s. The jobs say what they wait for.",
                cancellationToken
            );
        }
        else
        {
            await alarms.EndAsync(AlarmKind.Promise, "", cancellationToken);
        }

        return (age ?? 0) / options.Value.AnchorWithin;
    }

    private async Task<string?> MeasureBalanceAsync(CancellationToken cancellationToken)
    {
        const int TypicalGas = 60_000;
        var market = await node.FeeMarketAsync(cancellationToken);
        var cost = (market.BaseFee + market.MedianPriorityFee) * TypicalGas;
        foreach (var (name, account) in new[] { ("anchorer", accounts.Anchorer), ("payout", accounts.Payout) })
        {
            var balance = await node.Client.GetBalanceAsync(account.Address, BlockId.Latest, cancellationToken);
            metrics.Balance(name, balance, cost);
            if (balance < cost * LowRunway)
            {
                await alarms.RaiseAsync(
                    AlarmKind.KeyLow,
                    name,
                    $"{account.Address} has {balance} wei, and a transaction costs about {cost}. Refill it.",
                    cancellationToken
                );
            }
            else
            {
                await alarms.EndAsync(AlarmKind.KeyLow, name, cancellationToken);
            }
        }

        return null;
    }
}
