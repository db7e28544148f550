using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>Whether a node refused a range of logs for its size, or worked on it for too long.</summary>
internal static class TooManyResults
{
    internal static bool Is(RpcException exception) =>
        exception.Failure is RpcFailure.Timeout or RpcFailure.RangeTooLarge;

    /// <summary>Whether half of a range may be given where the whole was refused. Providers have ever new words for a
    /// range that is too large, so everything counts but what has another remedy: a limited rate, and a node that
    /// cannot be reached or read.</summary>
    internal static bool MayBe(RpcException exception) =>
        Is(exception)
        || exception.Failure
            is not (RpcFailure.RateLimited or RpcFailure.Unreachable or RpcFailure.Garbage or RpcFailure.Syncing);
}
