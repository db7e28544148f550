using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>Carries out what <see cref="NextStep"/> decides: one call of <see cref="StepAsync"/> is one look at the
/// node and at most one step.</summary>
internal sealed partial class ChainFollower(
    BlockSource source,
    RangeReader reader,
    ChainStore store,
    SecondPass secondPass,
    StateAudit stateAudit,
    FinalityWatch finality,
    FollowedContracts contracts,
    IndexerOptions options,
    IndexerMetrics metrics,
    FollowerHealth health,
    TimeProvider time,
    ILogger<ChainFollower> log
)
{
    private readonly ReorgWalk _walk = new(source.Node, store);
    private readonly Backfill _backfill = new(reader, store, contracts, options, metrics);
    private DateTimeOffset _upkeepNotBefore;
    private string? _upkeepFault;

    /// <summary>Looks, decides, acts.</summary>
    /// <returns>Whether there was something to do: then the next look should follow at once.</returns>
    internal async Task<bool> StepAsync(long fence, CancellationToken cancellationToken)
    {
        var ours = await store.PositionAsync(contracts, cancellationToken);
        if (ours.HaltedReason is { } reason)
        {
            return Halted(reason);
        }
        metrics.Halted(false);
        var node = await source.ObserveAsync(ours, store.CanonicalHashAsync, cancellationToken);
        metrics.At(ours.Next - 1, ours.Finalized?.Number ?? -1, node.Head.Number);
        var stalled = finality.Look(node, ours.Finalized);
        switch (NextStep.Decide(ours, node))
        {
            case NextStep.Extend extend:
                await ExtendAsync(fence, extend, ours, node, cancellationToken);
                Report(stalled);
                return true;
            case NextStep.Backfill backfill:
                health.Ok($"Reading final blocks {backfill.From} to {backfill.To}.");
                await _backfill.RunAsync(fence, backfill, ours.Last, node, cancellationToken);
                return true;
            case NextStep.Rewind rewind:
                await RewindAsync(fence, rewind, ours, cancellationToken);
                return true;
            case NextStep.Idle { Note: { } note }:
                health.Degraded(note);
                return false;
            case NextStep.Idle:
                return await IdleAsync(fence, ours, node, stalled, cancellationToken);
            case NextStep.Halt halt:
                return await HaltAsync(fence, halt, cancellationToken);
            case var other:
                throw new InvalidOperationException($"Unknown step {other}.");
        }
    }

    private async Task ExtendAsync(
        long fence,
        NextStep.Extend step,
        Position ours,
        Observation node,
        CancellationToken cancellationToken
    )
    {
        var blocks = await source.BlocksAsync(step.From, step.To, ours.Last, options.Concurrency, cancellationToken);
        var logs = await store.AppendAsync(
            fence,
            step.From,
            blocks,
            blocks[^1].Ref,
            node.FinalizedSince(ours.Finalized),
            node.Head,
            contracts,
            cancellationToken
        );
        metrics.Stored(blocks.Count, logs);
    }

    private async Task RewindAsync(
        long fence,
        NextStep.Rewind rewind,
        Position ours,
        CancellationToken cancellationToken
    )
    {
        switch (await _walk.RunAsync(ours, rewind.From, cancellationToken))
        {
            case ReorgWalk.Result.Ancestor(var ancestor):
                var flipped = await store.RewindAsync(fence, ancestor, cancellationToken);
                metrics.Rewound();
                LogRewound(log, ours.Last?.Number, ancestor?.Number, flipped);
                break;
            case ReorgWalk.Result.BelowFinality(var reason):
                await LatchAsync(fence, reason, cancellationToken);
                break;
        }
    }

    /// <summary>Idle time is for finality and for checking what was stored.</summary>
    private async Task<bool> IdleAsync(
        long fence,
        Position ours,
        Observation node,
        string? stalled,
        CancellationToken cancellationToken
    )
    {
        await store.AdvanceAsync(fence, node.Head, node.FinalizedSince(ours.Finalized), cancellationToken);
        var more = time.GetUtcNow() >= _upkeepNotBefore && await UpkeepAsync(fence, cancellationToken);
        Report(_upkeepFault ?? stalled);
        return more;
    }

    private void Report(string? fault)
    {
        if (fault is null)
        {
            health.Ok();
        }
        else
        {
            health.Degraded(fault);
        }
    }

    /// <summary>A check that cannot be made must not slow down following the head: it waits, and says so.</summary>
    private async Task<bool> UpkeepAsync(long fence, CancellationToken cancellationToken)
    {
        try
        {
            var more = await secondPass.RunAsync(fence, cancellationToken);
            await stateAudit.RunAsync(fence, cancellationToken);
            _upkeepFault = null;
            return more;
        }
        catch (Exception e) when (e is RpcException or EvidenceException)
        {
            _upkeepNotBefore = time.GetUtcNow() + options.LongestBackOff;
            _upkeepFault = e is RpcException { IsMissing: true }
                ? null
                : $"Final blocks cannot be checked a second time: {e.Message}";
            metrics.Failed("upkeep");
            LogUpkeep(log, e.Message, options.LongestBackOff.TotalSeconds);
            return false;
        }
    }

    /// <summary>A halt is for a person, so one answer is not enough: the node is asked again, and must give the same
    /// reason.</summary>
    private async Task<bool> HaltAsync(long fence, NextStep.Halt halt, CancellationToken cancellationToken)
    {
        var ours = await store.PositionAsync(contracts, cancellationToken);
        var again = await source.ObserveAsync(ours, store.CanonicalHashAsync, cancellationToken);
        if (NextStep.Decide(ours, again) is not NextStep.Halt)
        {
            throw new EvidenceException($"Said once, not twice: {halt.Reason}");
        }
        await LatchAsync(fence, halt.Reason, cancellationToken);
        return false;
    }

    private async Task LatchAsync(long fence, string reason, CancellationToken cancellationToken)
    {
        if (await store.HaltAsync(fence, reason, cancellationToken))
        {
            LogHalted(log, reason);
        }
        Halted(reason);
    }

    private bool Halted(string reason)
    {
        metrics.Halted(true);
        health.Failed("Halted. " + reason);
        return false;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The chain was reorganised: went back from block {From} to {Ancestor}, {Blocks} blocks are no "
            + "longer canonical."
    )]
    private static partial void LogRewound(ILogger log, long? from, long? ancestor, int blocks);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Final blocks could not be checked a second time: {Message} Next try in {Seconds} s."
    )]
    private static partial void LogUpkeep(ILogger log, string message, double seconds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Halted: {Reason}")]
    private static partial void LogHalted(ILogger log, string reason);
}
