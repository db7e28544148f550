using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>Idle time is for finality and for checking what was stored.</summary>
internal sealed partial class IdleTime(
    ChainStore store,
    SecondPass secondPass,
    StateAudit stateAudit,
    IndexerOptions options,
    IndexerMetrics metrics,
    TimeProvider time,
    ILogger<IdleTime> log
)
{
    private DateTimeOffset _checksNotBefore;

    /// <summary>Why what was stored could not be checked the last time; null when it was.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Moves finality, and checks a bounded part of what became final.</summary>
    /// <returns>Whether more waits to be checked.</returns>
    internal async Task<bool> RunAsync(long fence, Position ours, Observation node, CancellationToken cancellationToken)
    {
        await store.AdvanceAsync(fence, node.Head, node.FinalizedSince(ours.Finalized), cancellationToken);
        return time.GetUtcNow() >= _checksNotBefore && await CheckAsync(fence, cancellationToken);
    }

    /// <summary>A check that cannot be made must not slow down following the head: it waits, and says so.</summary>
    private async Task<bool> CheckAsync(long fence, CancellationToken cancellationToken)
    {
        try
        {
            var more = await secondPass.RunAsync(fence, cancellationToken);
            await stateAudit.RunAsync(fence, cancellationToken);
            Fault = null;
            return more;
        }
        catch (Exception e) when (e is RpcException or EvidenceException)
        {
            _checksNotBefore = time.GetUtcNow() + options.LongestBackOff;
            Fault = e is RpcException { IsMissing: true }
                ? null
                : $"Final blocks cannot be checked a second time: {e.Message}";
            metrics.Failed("upkeep");
            LogUnchecked(log, e.Message, options.LongestBackOff.TotalSeconds);
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Final blocks could not be checked a second time: {Message} Next try in {Seconds} s."
    )]
    private static partial void LogUnchecked(ILogger log, string message, double seconds);
}
