using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>Leaves a fork that the node has left: back to the ancestor that both hold, or a halt when that lies below
/// finality.</summary>
internal sealed partial class Rewinding(
    ReorgWalk walk,
    ChainStore store,
    HaltLatch halts,
    IndexerMetrics metrics,
    ILogger<Rewinding> log
)
{
    internal async Task RunAsync(long fence, NextStep.Rewind step, Position ours, CancellationToken cancellationToken)
    {
        switch (await walk.RunAsync(ours, step.From, cancellationToken))
        {
            case ReorgWalk.Result.Ancestor(var ancestor):
                var flipped = await store.RewindAsync(fence, ancestor, cancellationToken);
                metrics.Rewound();
                LogRewound(log, ours.Last?.Number, ancestor?.Number, flipped);
                break;
            case ReorgWalk.Result.BelowFinality(var reason):
                await halts.LatchAsync(fence, reason, cancellationToken);
                break;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The chain was reorganised: went back from block {From} to {Ancestor}, {Blocks} blocks are no "
            + "longer canonical."
    )]
    private static partial void LogRewound(ILogger log, long? from, long? ancestor, int blocks);
}
