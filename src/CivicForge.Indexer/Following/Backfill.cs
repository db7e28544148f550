using System.Threading.Channels;
using CivicForge.Chain;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;

namespace CivicForge.Indexer.Following;

/// <summary>Final blocks as a pipeline: ranges are read and decoded ahead while the one before is written, each in one
/// transaction, in order.</summary>
internal sealed class Backfill(
    RangeReader reader,
    ChainStore store,
    FollowedContracts contracts,
    IndexerOptions options,
    IndexerMetrics metrics
)
{
    /// <summary>Reads and stores the step's blocks. What was committed stays when a later range fails.</summary>
    /// <exception cref="EvidenceException">A check failed.</exception>
    internal async Task RunAsync(
        long fence,
        NextStep.Backfill step,
        BlockRef? last,
        Observation node,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = Channel.CreateBounded<Task<RangeReader.Range>>(options.ReadAhead);
        IReadOnlyList<Address> emitters = step.OnlyContract is { } only ? [only] : contracts.Addresses;
        var reading = ReadAheadAsync(step, emitters, ahead.Writer, stop.Token);
        try
        {
            await foreach (var range in ahead.Reader.ReadAllAsync(cancellationToken))
            {
                last = await WriteAsync(fence, step, await range, last, node, cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
            while (ahead.Reader.TryRead(out var unused))
            {
                await unused.ContinueWith(
                    static t => t.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default
                );
            }
        }
    }

    private async Task<BlockRef> WriteAsync(
        long fence,
        NextStep.Backfill step,
        RangeReader.Range range,
        BlockRef? last,
        Observation node,
        CancellationToken cancellationToken
    )
    {
        int logs;
        if (step.OnlyContract is { } only)
        {
            logs = await store.FillAsync(fence, range.From, range.Last.Number, range.Blocks, only, cancellationToken);
        }
        else
        {
            if (last is { } before && range.FirstParent != before.Hash)
            {
                throw new EvidenceException(
                    $"Block {range.From} has parent {range.FirstParent}, expected {before}: another fork answered."
                );
            }
            logs = await store.AppendAsync(
                fence,
                range.From,
                range.Blocks,
                range.Last,
                node.FinalizedSince(null),
                node.Head,
                cancellationToken
            );
        }

        metrics.Stored(range.Last.Number - range.From + 1, logs);
        return range.Last;
    }

    private async Task ReadAheadAsync(
        NextStep.Backfill step,
        IReadOnlyList<Address> emitters,
        ChannelWriter<Task<RangeReader.Range>> ahead,
        CancellationToken cancellationToken
    )
    {
        try
        {
            for (var from = step.From; from <= step.To; from += options.RangeSize)
            {
                var to = Math.Min(step.To, from + options.RangeSize - 1);
                await ahead.WaitToWriteAsync(cancellationToken);
                await ahead.WriteAsync(reader.ReadAsync(from, to, emitters, cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The writer stopped: what was read ahead is dropped, and read again by the next step.
            return;
        }
        finally
        {
            ahead.Complete();
        }
    }
}
