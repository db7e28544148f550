using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>Reads of one node that are repeated a few times when they fail for a reason that may pass, so that one bad
/// answer does not waste a range.</summary>
/// <remarks>Giving up is the follower's cue to back off for longer and to report itself degraded.</remarks>
internal sealed class PatientNode(EthClient node, IndexerOptions options, TimeProvider time)
{
    private const int Attempts = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWish = TimeSpan.FromSeconds(2);
    private readonly BatchedReads _batches = new(options, time);

    internal Task<ulong> ChainIdAsync(CancellationToken cancellationToken) =>
        TryAsync(node.ChainIdAsync, cancellationToken);

    internal Task<Block?> BlockAsync(BlockId id, CancellationToken cancellationToken) =>
        TryAsync(c => node.GetBlockAsync(id, c), cancellationToken);

    /// <summary>A block that must be there.</summary>
    /// <exception cref="EvidenceException">The node does not have it, or answers with another one.</exception>
    internal async Task<Block> BlockAsync(long number, CancellationToken cancellationToken)
    {
        var block =
            await BlockAsync(BlockId.Number((ulong)number), cancellationToken)
            ?? throw new EvidenceException(
                $"The node has no block {number}, although its head is above: its history is pruned, or another "
                    + "node answered."
            );
        return block.Number == (ulong)number
            ? block
            : throw new EvidenceException($"Asked for block {number}, the node answered with block {block.Number}.");
    }

    /// <summary>A block by its hash.</summary>
    /// <exception cref="EvidenceException">The node does not have it (any more), or answers with another
    /// one.</exception>
    internal async Task<Block> BlockAsync(Hash32 hash, CancellationToken cancellationToken)
    {
        var block =
            await BlockAsync(BlockId.Hash(hash), cancellationToken)
            ?? throw new EvidenceException(
                $"The node no longer has block {hash}: it moved to another fork while we read."
            );
        return block.Hash == hash
            ? block
            : throw new EvidenceException($"Asked for block {hash}, the node answered with {block.Hash}.");
    }

    internal Task<IReadOnlyList<Log>> LogsAsync(LogFilter filter, CancellationToken cancellationToken) =>
        TryAsync(c => node.GetLogsAsync(filter, c), cancellationToken, repeatTimeout: false);

    /// <summary>Blocks that must be there, both ends included.</summary>
    /// <inheritdoc cref="BlockAsync(long, CancellationToken)"/>
    internal Task<Block[]> BlocksAsync(long from, long to, CancellationToken cancellationToken)
    {
        var numbers = new ulong[to - from + 1];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (ulong)(from + i);
        }
        return _batches.ReadAsync<ulong, Block?>(
            numbers,
            node.GetBlocksAsync,
            (number, block) => block?.Number == number,
            async (number, c) => await BlockAsync((long)number, c),
            cancellationToken
        )!;
    }

    /// <summary>The answers to each of the filters.</summary>
    internal Task<IReadOnlyList<Log>[]> LogsAsync(
        IReadOnlyList<LogFilter> filters,
        CancellationToken cancellationToken
    ) => _batches.ReadAsync(filters, node.GetLogsAsync, (_, _) => true, LogsAsync, cancellationToken);

    /// <summary>The same, where a filter without addresses may ask for too much: then those of
    /// <paramref name="emitters"/> must do.</summary>
    internal Task<WholeLogs[]> WholeLogsAsync(
        IReadOnlyList<LogFilter> filters,
        IReadOnlyList<Address> emitters,
        CancellationToken cancellationToken
    ) =>
        _batches.ReadAsync(
            filters,
            async (some, c) =>
                [
                    .. (await node.GetLogsAsync(some, c)).Select(r => new RpcResult<WholeLogs>(
                        r.Value is { } logs ? new(logs, AreTooMany: false) : null,
                        r.Failure
                    )),
                ],
            (_, _) => true,
            async (filter, c) =>
            {
                try
                {
                    return new WholeLogs(await LogsAsync(filter, c), AreTooMany: false);
                }
                catch (RpcException e) when (filter.Addresses.Count == 0 && TooManyResults.Is(e))
                {
                    return new WholeLogs(await LogsAsync(filter with { Addresses = emitters }, c), AreTooMany: true);
                }
            },
            cancellationToken
        );

    internal Task<byte[]> CallAsync(CallRequest call, BlockId block, CancellationToken cancellationToken) =>
        TryAsync(c => node.CallAsync(call, block, c), cancellationToken);

    private async Task<T> TryAsync<T>(
        Func<CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        bool repeatTimeout = true
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read(cancellationToken);
            }
            catch (RpcException e)
                when (attempt < Attempts
                    && (IsPassing(e) || (repeatTimeout && attempt == 1 && e.Failure == RpcFailure.Timeout))
                )
            {
                var delay = FirstDelay * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble());
                if (e.RetryAfter is { } wish && wish > delay)
                {
                    delay = wish < LongestWish ? wish : LongestWish;
                }
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    /// <summary>A node that cannot be reached at all is left to the follower's longer back-off, and a range that is
    /// too large to its halving.</summary>
    private static bool IsPassing(RpcException e) =>
        !TooManyResults.Is(e)
        && e.Failure switch
        {
            RpcFailure.RateLimited or RpcFailure.Overloaded or RpcFailure.Garbage => true,
            RpcFailure.Unreachable => e.InnerException
                is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError },
            _ => false,
        };
}

/// <summary>All logs of a block, or those of the followed contracts when all are too many for one answer.</summary>
internal sealed record WholeLogs(IReadOnlyList<Log> Logs, bool AreTooMany);
