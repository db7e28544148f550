using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>Reads of one node that are repeated a few times when they fail for a reason that may pass, so that one bad
/// answer does not waste a range.</summary>
/// <remarks>Giving up is the follower's cue to back off for longer and to report itself degraded.</remarks>
internal sealed class PatientNode(EthClient node, TimeProvider time)
{
    private const int Attempts = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWish = TimeSpan.FromSeconds(2);

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
