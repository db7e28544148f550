using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>Whether a node refused a range of logs for its size. There is no standard code: every provider has its own words.</summary>
internal static class TooManyResults
{
    private static readonly string[] Texts =
    [
        "query returned more than", // Infura, geth: "query returned more than 10000 results"
        "response size exceeded", // Alchemy: "Log response size exceeded"
        "response size should not", // "response size should not greater than 10000000 bytes"
        "limited to a", // QuickNode: "eth_getLogs is limited to a 10,000 range"
        "block range", // Ankr, Cloudflare, BSC: "block range is too wide", "exceed maximum block range: 5000"
        "range is too large", // "eth_getLogs range is too large, max is 1k blocks"
        "exceeds max results", // reth: "query exceeds max results 20000"
        "exceeds limit of", // Besu, Moonbeam: "logs matched by query exceeds limit of 10000"
        "too many results",
        "query timeout exceeded", // "query timeout exceeded. Please reduce the block range"
    ];

    internal static bool Is(RpcException exception) =>
        exception.Failure == RpcFailure.Timeout
        || (exception.Failure is RpcFailure.Refused or RpcFailure.RateLimited && Texts.Any(t => exception.Message.Contains(t, StringComparison.OrdinalIgnoreCase)));
}
