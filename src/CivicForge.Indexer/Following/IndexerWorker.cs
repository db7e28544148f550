using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;
using Npgsql;

namespace CivicForge.Indexer.Following;

/// <summary>The loop: take the lease, look at the node's identity, step; after a failure back off and look again. It
/// ends only when the host stops.</summary>
internal sealed partial class IndexerWorker(
    ChainFollower follower,
    CursorLease lease,
    PatientNode node,
    FollowedContracts contracts,
    ChainOptions chain,
    IndexerOptions options,
    FollowerHealth health,
    IndexerMetrics metrics,
    TimeProvider time,
    ILogger<IndexerWorker> log
) : BackgroundService
{
    private bool _identityChecked;
    private int _failures;

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
            if (!_identityChecked)
            {
                await CheckIdentityAsync(cancellationToken);
            }
            if (await lease.TryTakeAsync(cancellationToken) is not { } fence)
            {
                health.Standby();
                return lease.Term / 3;
            }

            var more = await follower.StepAsync(fence, cancellationToken);
            _failures = 0;
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
            return BackOff(e);
        }
    }

    /// <summary>Chain id and genesis, at start and after every loss of connection: behind one URL there may be another
    /// chain now.</summary>
    private async Task CheckIdentityAsync(CancellationToken cancellationToken)
    {
        var id = (long)await node.ChainIdAsync(cancellationToken);
        var genesis = (await node.BlockAsync(0L, cancellationToken)).Hash;
        if (id != chain.Id || (chain.GenesisHash is { } expected && expected != genesis))
        {
            throw new WrongChainException(
                $"The node is chain {id} with genesis {genesis}, configured are Chain:Id {chain.Id}"
                    + (chain.GenesisHash is { } g ? $" and Chain:GenesisHash {g}" : "")
                    + ". Nothing was read. Point Chain:RpcUrl at the right node."
            );
        }
        await lease.PrepareAsync(id, genesis, chain.StartBlock, contracts, cancellationToken);
        _identityChecked = true;
    }

    private TimeSpan BackOff(Exception failure)
    {
        _identityChecked &= failure is not (RpcException { Failure: RpcFailure.Unreachable } or WrongChainException);
        switch (failure)
        {
            case WrongChainException:
                metrics.Failed("wrong-chain");
                health.Failed(failure.Message);
                break;
            case RpcException rpc:
                metrics.Failed("rpc");
                health.Degraded($"The node fails: {rpc.Message}");
                break;
            case EvidenceException:
                metrics.Contradicted();
                health.Degraded(failure.Message);
                break;
            case NpgsqlException:
                metrics.Failed("database");
                health.Failed($"The database fails: {failure.Message}");
                break;
            default:
                metrics.Failed("unexpected");
                health.Degraded($"{failure.GetType().Name}: {failure.Message}");
                break;
        }

        var pause = options.Poll * Math.Pow(2, Math.Min(_failures++, 10)) * (0.75 + Random.Shared.NextDouble() / 2);
        pause = pause < options.LongestBackOff ? pause : options.LongestBackOff;
        if (failure is RpcException or EvidenceException or NpgsqlException or WrongChainException)
        {
            LogFailed(log, failure.Message, pause.TotalSeconds);
        }
        else
        {
            LogUnexpected(log, failure, pause.TotalSeconds);
        }
        return pause;
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
        catch (NpgsqlException e)
        {
            LogFailed(log, $"The lease was not given back and ends by itself: {e.Message}", lease.Term.TotalSeconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping; every committed step stays.")]
    private static partial void LogStopping(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Message}")]
    private static partial void LogLeaseLost(ILogger log, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A step failed: {Message} Next try in {Seconds} s.")]
    private static partial void LogFailed(ILogger log, string message, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A step failed unexpectedly. Next try in {Seconds} s.")]
    private static partial void LogUnexpected(ILogger log, Exception exception, double seconds);
}
