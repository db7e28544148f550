using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Benchmarks.Index;

/// <summary>
/// P5: how fast an empty database fills from a chain that is already there. Ours and Ponder are started as processes,
/// in turns, against the same node and the same durable PostgreSQL, each with an empty database; the clock runs from
/// the start of the process to the last claim being visible in its table.
/// </summary>
internal static class IndexSuite
{
    private const int Events = 20_000;
    private const int PerTransaction = 20;
    private const int Rounds = 3;
    private const int LeastPerSecond = 20_000;

    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        await using var postgres = await PostgresServer.StartAsync(
            new PostgresOptions { Durable = true },
            CancellationToken.None
        );
        await using var chain = await TestChain.StartAsync(
            new AnvilOptions { Arguments = ["--max-persisted-states", "0", "--gas-limit", "2000000000"] }
        );
        Console.WriteLine($"claiming {Events} rewards on a local chain …");
        var claims = await Claims.AnchorAsync(chain, Events + LiveRun.Blocks * LiveRun.PerBlock);
        for (var from = 0; from < Events; from += PerTransaction)
        {
            await claims.ClaimManyAsync(from, PerTransaction);
        }
        // Ponder takes 30 blocks for reversible on a chain it does not know; every claim is final for both.
        await chain.MineAsync(64);

        Sample limit = new(),
            ours = new(),
            ponder = new();
        var head = (await chain.HeadAsync()).Number;
        for (var round = 0; round < Rounds; round++)
        {
            limit.Add(Events / await NodeAlone.SecondsAsync(chain, head));
            ours.Add(Events / await IndexerRun.SecondsAsync(postgres, chain, Events));
            ponder.Add(Events / await PonderRun.SecondsAsync(postgres, chain, Events));
            Console.WriteLine($"round {round + 1} of {Rounds}");
        }

        var live = await LiveRun.MeasureAsync(postgres, chain, claims, Events);
        var slowest = new Sample();
        slowest.Add(live.Greatest);
        var rewind = await RewindRun.MeasureAsync(postgres, chain, depth: 64, Rounds);
        return
        [
            new Row(
                "P5",
                $"index {Events:N0} claims in {Events / PerTransaction:N0} blocks, from process start",
                "events/s",
                Row.Round(ours.Median),
                Row.Round(limit.Median),
                new Dictionary<string, double> { ["Ponder 0.16"] = Row.Round(ponder.Median) },
                Row.Round(limit.Median / ours.Median),
                Row.Round(ours.Median / ponder.Median),
                ours.Median >= LeastPerSecond && ours.Median >= 5 * ponder.Median,
                [Row.Round(ours.Least), Row.Round(ours.Greatest)]
            ),
            Row.Bounded(
                "P5",
                $"live, {LiveRun.PerBlock:N0} claims a block, a poll each second: from mined to visible, median of "
                    + $"{LiveRun.Blocks} blocks, at most one poll",
                "s",
                live,
                most: 1
            ),
            Row.Bounded("P5", "the slowest of them, at most one poll and 0.25 s of work", "s", slowest, most: 1.25),
            Row.Bounded("P5", "rewind 64 blocks and read the 64 that replaced them", "ms", rewind, most: 1000),
        ];
    }
}
