using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;
using Npgsql;

namespace CivicForge.Indexer.Following;

/// <summary>The loop: take the lease, look at the node's identity, step; after a failure back off and look again. It
/// ends only when the host stops.</summary>
internal sealed partial class IndexerWorker(
    ChainIdentity identity,
    CursorLease lease,
    ChainFollower follower,
    BackOff backOff,
    IndexerOptions options,
    FollowerHealth health,
    TimeProvider time,
    ILogger<IndexerWorker> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(await OnceAsync(stoppingToken), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping(log);
        }

        await ReleaseAsync();
    }

    /// <summary>One turn of the loop.</summary>
    /// <returns>The pause before the next.</returns>
    internal async Task<TimeSpan> OnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await identity.EnsureAsync(cancellationToken);
            if (await lease.TryTakeAsync(cancellationToken) is not { } fence)
            {
                health.Standby();
                return lease.Term / 3;
            }

            var more = await follower.StepAsync(fence, cancellationToken);
            backOff.Succeeded();
            return more ? TimeSpan.Zero : options.Poll;
        }
        catch (LeaseLostException e)
        {
            LogLeaseLost(log, e.Message);
            health.Standby();
            return options.Poll;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (e is RpcException { Failure: RpcFailure.Unreachable } or WrongChainException)
            {
                identity.Doubt();
            }
            return backOff.Failed(e);
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
        catch (NpgsqlException e)
        {
            LogNotReleased(log, e.Message, lease.Term.TotalSeconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping; every committed step stays.")]
    private static partial void LogStopping(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message}")]
    private static partial void LogLeaseLost(ILogger log, string message);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The lease was not given back: {Message} It ends by itself in {Seconds} s."
    )]
    private static partial void LogNotReleased(ILogger log, string message, double seconds);
}
