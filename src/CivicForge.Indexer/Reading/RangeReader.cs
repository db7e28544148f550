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
        var reading = HeadersAsync(from, to, cancellationToken);
        var logs = (await LogsAsync(from, to, emitters, cancellationToken))
            .GroupBy(l => l.BlockNumber)
            .ToDictionary(g => g.Key, g => g.ToList());
        var headers = await reading;
        for (var i = 1; i < headers.Length; i++)
        {
            BlockSource.RequireParent(
                BlockSource.RefOf(headers[i]),
                headers[i].ParentHash,
                BlockSource.RefOf(headers[i - 1])
            );
        }
        // The last header vouches for all before it; a second answer, by hash, vouches for the last.
        await source.Node.BlockAsync(headers[^1].Hash, cancellationToken);
        if (logs.Keys.FirstOrDefault(n => n < (ulong)from || n > (ulong)to) is > 0 and var outside)
        {
            throw new EvidenceException(
                $"Asked for logs of blocks {from} to {to}, the node gave one of block {outside}."
            );
        }
        var blocks = new IndexedBlock[headers.Length];
        await Parallel.ForAsync(
            0,
            headers.Length,
            Parallelism(cancellationToken),
            async (i, c) =>
                blocks[i] = await source.CheckedAsync(
                    headers[i],
                    logs.GetValueOrDefault(headers[i].Number) ?? [],
                    emitters,
                    c
                )
        );
        return new Range(
            from,
            headers[0].ParentHash,
            blocks[^1].Ref,
            [.. blocks.Where((b, i) => b.Logs.Count > 0 || b.Weakness is not null || i == blocks.Length - 1)]
        );
    }

    private async Task<Block[]> HeadersAsync(long from, long to, CancellationToken cancellationToken)
    {
        var headers = new Block[to - from + 1];
        await Parallel.ForAsync(
            0,
            headers.Length,
            Parallelism(cancellationToken),
            async (i, c) => headers[i] = await source.Node.BlockAsync(from + i, c)
        );
        return headers;
    }

    private ParallelOptions Parallelism(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };

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
