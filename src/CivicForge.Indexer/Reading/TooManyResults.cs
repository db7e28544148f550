using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>Whether a node refused a range of logs for its size, or worked on it for too long.</summary>
internal static class TooManyResults
{
    internal static bool Is(RpcException exception) => exception.Failure is RpcFailure.Timeout or RpcFailure.RangeTooLarge;
}
