using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Reading;

/// <summary>Final blocks as ranges: every header is read, so that the chain of parents and every bloom are checked;
/// logs come in as few calls as the node allows.</summary>
internal sealed partial class RangeReader(BlockSource source, IndexerOptions options, ILogger<RangeReader> log)
{
    private long _logRange = options.RangeSize;

    /// <summary>What a range held.</summary>
    /// <param name="From">First block.</param>
    /// <param name="FirstParent">The first block's parent, to be compared with where we stand.</param>
    /// <param name="Last">Last block.</param>
    /// <param name="Blocks">Those with logs or weak evidence, and the last one, ascending.</param>
    internal sealed record Range(long From, Hash32 FirstParent, BlockRef Last, IReadOnlyList<IndexedBlock> Blocks);

    /// <summary>Reads blocks <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    /// <exception cref="EvidenceException">A check failed.</exception>
    internal async Task<Range> ReadAsync(
        long from,
        long to,
        IReadOnlyList<Address> emitters,
        CancellationToken cancellationToken
    )
    {
        var reading = source.HeadersAsync(from, to, cancellationToken);
        var given = await ByBlockAsync(from, to, emitters, cancellationToken);
        var headers = await reading;
        // The last header vouches for all before it; a second answer, by hash, vouches for the last.
        await source.Node.BlockAsync(headers[^1].Hash, cancellationToken);
        var blocks = await source.CheckedAsync(headers, given, emitters, cancellationToken);
        return new Range(
            from,
            headers[0].ParentHash,
            blocks[^1].Ref,
            [.. blocks.Where((b, i) => b.Logs.Count > 0 || b.Weakness is not null || i == blocks.Count - 1)]
        );
    }

    private async Task<IReadOnlyList<Log>[]> ByBlockAsync(
        long from,
        long to,
        IReadOnlyList<Address> emitters,
        CancellationToken cancellationToken
    )
    {
        var given = new List<Log>?[to - from + 1];
        foreach (var log in await LogsAsync(from, to, emitters, cancellationToken))
        {
            if (log.BlockNumber < (ulong)from || log.BlockNumber > (ulong)to)
            {
                throw new EvidenceException(
                    $"Asked for logs of blocks {from} to {to}, the node gave one of block {log.BlockNumber}."
                );
            }
            (given[(long)log.BlockNumber - from] ??= []).Add(log);
        }
        return [.. given.Select(g => (IReadOnlyList<Log>?)g ?? [])];
    }

    private async Task<List<Log>> LogsAsync(
        long from,
        long to,
        IReadOnlyList<Address> emitters,
        CancellationToken cancellationToken
    )
    {
        var all = new List<Log>();
        for (var next = from; next <= to; )
        {
            var end = Math.Min(to, next + _logRange - 1);
            if (await TryLogsAsync(next, end, emitters, cancellationToken) is not { } logs)
            {
                continue;
            }
            all.AddRange(logs);
            next = end + 1;
            _logRange = Math.Min(options.RangeSize, _logRange + Math.Max(1, _logRange / 4));
        }

        return all;
    }

    /// <returns>Null when the node refused the range for its size; the next try is half as long.</returns>
    private async Task<IReadOnlyList<Log>?> TryLogsAsync(
        long from,
        long to,
        IReadOnlyList<Address> emitters,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await source.Node.LogsAsync(
                new LogFilter
                {
                    FromBlock = (ulong)from,
                    ToBlock = (ulong)to,
                    Addresses = emitters,
                },
                cancellationToken
            );
        }
        catch (RpcException e) when (to > from && TooManyResults.MayBe(e))
        {
            _logRange = Math.Max(1, (to - from + 1) / 2);
            LogHalved(log, to - from + 1, e.Message, _logRange);
            return null;
        }
        catch (RpcException e) when (to == from && emitters.Count > 1 && TooManyResults.Is(e))
        {
            var parts = new List<Log>();
            foreach (var emitter in emitters)
            {
                parts.AddRange(
                    await source.Node.LogsAsync(
                        new LogFilter
                        {
                            FromBlock = (ulong)from,
                            ToBlock = (ulong)to,
                            Addresses = [emitter],
                        },
                        cancellationToken
                    )
                );
            }
            return [.. parts.OrderBy(l => l.LogIndex)];
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The node refused logs of {Blocks} blocks: {Reason} Asking for {Next}. Set Indexer:RangeSize to "
            + "what the provider allows."
    )]
    private static partial void LogHalved(ILogger log, long blocks, string reason, long next);
}
