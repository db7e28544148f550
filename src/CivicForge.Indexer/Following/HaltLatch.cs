using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>Stops the indexer for a person. What was latched is in the cursor's row, and outlives the
/// process.</summary>
internal sealed partial class HaltLatch(
    ChainLook look,
    ChainStore store,
    IndexerMetrics metrics,
    FollowerHealth health,
    ILogger<HaltLatch> log
)
{
    /// <summary>Says whether the rows are latched.</summary>
    /// <returns>True when nothing may be read.</returns>
    internal bool Holds(Position ours)
    {
        metrics.Halted(ours.HaltedReason is not null);
        if (ours.HaltedReason is not { } reason)
        {
            return false;
        }
        health.Failed("Halted. " + reason);
        return true;
    }

    /// <summary>A halt is for a person, so one answer is not enough: the node is asked again, and must give the same
    /// reason.</summary>
    /// <exception cref="EvidenceException">It did not; nothing was latched.</exception>
    internal async Task ConfirmAsync(long fence, NextStep.Halt halt, CancellationToken cancellationToken)
    {
        var ours = await look.OursAsync(cancellationToken);
        if (NextStep.Decide(ours, await look.NodeAsync(ours, cancellationToken)) is not NextStep.Halt)
        {
            throw new EvidenceException($"Said once, not twice: {halt.Reason}");
        }
        await LatchAsync(fence, halt.Reason, cancellationToken);
    }

    internal async Task LatchAsync(long fence, string reason, CancellationToken cancellationToken)
    {
        if (await store.HaltAsync(fence, reason, cancellationToken))
        {
            LogHalted(log, reason);
        }
        metrics.Halted(true);
        health.Failed("Halted. " + reason);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Halted: {Reason}")]
    private static partial void LogHalted(ILogger log, string reason);
}
