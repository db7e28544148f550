using CivicForge.Api.Rewards;
using CivicForge.Api.Signatures;
using CivicForge.Api.Transactions;
using CivicForge.Chain.Rpc;
using Quartz;

namespace CivicForge.Api.Anchoring;

/// <summary>Quartz is the clock of <see cref="AnchorTick"/>.</summary>
[DisallowConcurrentExecution]
internal sealed class AnchorJob(AnchorTick tick, JobEdge edge) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(edge.RunAsync(nameof(AnchorJob), tick.RunAsync, cancellationToken));
}

/// <summary>Quartz is the clock of <see cref="RelayClaims"/>.</summary>
[DisallowConcurrentExecution]
internal sealed class RelayJob(RelayClaims relay, JobEdge edge) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(edge.RunAsync(nameof(RelayJob), relay.RunAsync, cancellationToken));
}

/// <summary>Quartz is the clock of <see cref="RecheckSignatures"/>.</summary>
[DisallowConcurrentExecution]
internal sealed class RecheckJob(RecheckSignatures recheck, JobEdge edge) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(edge.RunAsync(nameof(RecheckJob), recheck.RunAsync, cancellationToken));
}

/// <summary>The edge of a tick: what it threw becomes a log line and the process's health; the next tick starts from the database.</summary>
internal sealed class JobEdge(AnchorerStatus status, AnchorerMetrics metrics, ILogger<JobEdge> logger)
{
    public async Task RunAsync(string job, Func<CancellationToken, Task<bool>> tick, CancellationToken cancellationToken)
    {
        try
        {
            if (await tick(cancellationToken)) status.Answered();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (RpcException e)
        {
            status.NodeSilent(e.Message);
            logger.NodeSilent(e.Message);
        }
        catch (WrongChainException e)
        {
            status.NodeWrong(e.Message);
            metrics.Alarm("wrong-chain");
            logger.WrongChain(e.Message);
        }
        catch (SigningRefusedException e)
        {
            metrics.Alarm("not-signed");
            logger.NotSigned(e.Message);
        }
        catch (LeaseLostException e)
        {
            logger.LeaseLost(e.Message);
        }
        catch (Exception e)
        {
            metrics.Alarm("tick");
            logger.TickFailed(e, job);
        }
    }
}

/// <summary>Renews the lease at a third of its term while ticks run long, and gives it back at a clean end.</summary>
internal sealed class LeaseKeeper(Lease lease, AnchorerMetrics metrics, TimeProvider time, Microsoft.Extensions.Options.IOptions<TransactionOptions> options, ILogger<LeaseKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeaseTerm / 3, time);
        do
        {
            try
            {
                var before = lease.Fence;
                metrics.LeaseHeld = await lease.TryAcquireAsync(stoppingToken);
                if (metrics.LeaseHeld && lease.Fence != before) logger.LeaseTaken(lease.Fence);
            }
            catch (Npgsql.NpgsqlException e)
            {
                logger.TickFailed(e, nameof(LeaseKeeper));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await lease.ReleaseAsync(cancellationToken);
    }
}
