using System.Diagnostics;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Tests.Harness;

namespace CivicForge.Benchmarks.Index;

/// <summary>The limit: the node's answers to the calls that full evidence needs (every header, logs of the range, all
/// logs of each block that has some), with nothing done with them.</summary>
internal static class NodeAlone
{
    internal static async Task<double> SecondsAsync(TestChain chain, long head)
    {
        var client = new EthClient(chain.Url, TimeSpan.FromMinutes(1));
        var start = Stopwatch.GetTimestamp();
        for (long from = 0; from <= head; from += 2000)
        {
            var to = Math.Min(head, from + 1999);
            var logs = await client.GetLogsAsync(
                new LogFilter
                {
                    FromBlock = (ulong)from,
                    ToBlock = (ulong)to,
                    Addresses = [chain.Registry, chain.Distributor],
                },
                default
            );
            var full = logs.Select(l => l.BlockHash).Distinct();
            await Parallel.ForAsync(
                from,
                to + 1,
                new ParallelOptions { MaxDegreeOfParallelism = 16 },
                async (number, c) => await client.GetBlockAsync(BlockId.Number((ulong)number), c)
            );
            await Parallel.ForEachAsync(
                full,
                new ParallelOptions { MaxDegreeOfParallelism = 16 },
                async (hash, c) => await client.GetLogsAsync(new LogFilter { BlockHash = hash }, c)
            );
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
