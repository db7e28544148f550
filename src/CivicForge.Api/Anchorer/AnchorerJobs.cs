using CivicForge.Api.Anchoring;
using CivicForge.Api.Attestations.Rechecks;
using CivicForge.Api.Transactions;
using CivicForge.Chain.Rpc;
using Quartz;

namespace CivicForge.Api.Anchorer;

/// <summary>Quartz is the clock of <see cref="AnchorTick"/>.</summary>
[DisallowConcurrentExecution]
internal sealed class AnchorJob(AnchorTick tick, JobEdge edge) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(edge.RunAsync(nameof(AnchorJob), tick.RunAsync, cancellationToken, hasSteps: true));
}

/// <summary>Quartz is the clock of <see cref="RelayClaims"/>.</summary>
[DisallowConcurrentExecution]
internal sealed class RelayJob(RelayClaims relay, JobEdge edge) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(edge.RunAsync(AnchorerModule.Relay, relay.RunAsync, cancellationToken));
}

/// <summary>Quartz is the clock of <see cref="RecheckSignatures"/>.</summary>
[DisallowConcurrentExecution]
internal sealed class RecheckJob(RecheckSignatures recheck, JobEdge edge) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(edge.RunAsync(AnchorerModule.Recheck, recheck.RunAsync, cancellationToken));
}

/// <summary>Quartz is the clock of <see cref="CheckSigners"/>.</summary>
[DisallowConcurrentExecution]
internal sealed class SignerJob(CheckSigners check, JobEdge edge) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(edge.RunAsync(AnchorerModule.Signer, check.RunAsync, cancellationToken));
}

/// <summary>The edge of a tick: what it threw becomes a log line and the job's health; the next tick starts from the
/// database.</summary>
internal sealed class JobEdge(AnchorerStatus status, ILogger<JobEdge> logger)
{
    /// <param name="hasSteps">The tick keeps the state of its steps by itself.</param>
    public async Task RunAsync(
        string job,
        Func<CancellationToken, Task<bool>> tick,
        CancellationToken cancellationToken,
        bool hasSteps = false
    )
    {
        try
        {
            if (await tick(cancellationToken) && !hasSteps)
            {
                await status.SucceededAsync(job, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (LeaseLostException e)
        {
            logger.LeaseLost(e.Message);
        }
        catch (Exception e)
        {
            Log(e, job);
            if (!hasSteps)
            {
                await status.FailedAsync(job, e, cancellationToken);
            }
        }
    }

    private void Log(Exception exception, string job)
    {
        if (exception is RpcException)
        {
            logger.NodeSilent(exception.Message);
        }
        else if (exception is WrongChainException)
        {
            logger.WrongChain(exception.Message);
        }
        else if (exception is SigningRefusedException)
        {
            logger.NotSigned(exception.Message);
        }
        else if (exception is SignerSilentException)
        {
            logger.SignerSilent(exception.Message);
        }
        else
        {
            logger.TickFailed(exception, job);
        }
    }
}

/// <summary>Renews the lease at a third of its term while ticks run long, and gives it back at a clean end.</summary>
internal sealed class LeaseKeeper(
    Lease lease,
    AnchorerMetrics metrics,
    TimeProvider time,
    Microsoft.Extensions.Options.IOptions<TransactionOptions> options,
    ILogger<LeaseKeeper> logger
) : BackgroundService
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
                if (metrics.LeaseHeld && lease.Fence != before)
                {
                    logger.LeaseTaken(lease.Fence);
                }
            }
            catch (Npgsql.NpgsqlException e)
            {
                logger.TickFailed(e, nameof(LeaseKeeper));
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await lease.ReleaseAsync(cancellationToken);
    }
}
