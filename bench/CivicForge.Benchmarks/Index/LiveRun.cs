using System.Diagnostics;
using CivicForge.Indexer.Database;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Npgsql;

namespace CivicForge.Benchmarks.Index;

/// <summary>How far the rows are behind a chain that goes on: blocks of a thousand claims, mined at any moment between
/// two looks of an indexer that has caught up, and timed until their rows can be read.</summary>
internal static class LiveRun
{
    internal const int PerBlock = 1000;
    internal const int Blocks = 12;
    private const int PerTransaction = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <param name="claims">Anchored; those from <paramref name="from"/> on are not yet claimed.</param>
    /// <returns>Seconds from the moment at which the node has mined a block until its rows are visible.</returns>
    internal static async Task<Sample> MeasureAsync(PostgresServer postgres, TestChain chain, Claims claims, int from)
    {
        var database = await Measured.FreshDatabaseAsync(postgres, "live");
        await MigrateSchema.RunAsync(postgres.ConnectionString(database), CancellationToken.None);
        await using var process = await ChildProcess.StartAsync(
            await IndexerRun.OptionsAsync(postgres, chain, database),
            CancellationToken.None
        );
        await using var watcher = NpgsqlDataSource.Create(postgres.ConnectionString(database));
        await UntilAsync(watcher, from);
        var sample = new Sample();
        var phase = new Random(1);
        for (var block = 0; block < Blocks; block++)
        {
            await Task.Delay(phase.Next(2000));
            var next = from + block * PerBlock;
            await chain.InOneBlockAsync(async () =>
            {
                for (var i = 0; i < PerBlock; i += PerTransaction)
                {
                    await claims.SendManyAsync(next + i, PerTransaction);
                }
                return 0;
            });
            var mined = Stopwatch.GetTimestamp();
            await UntilAsync(watcher, next + PerBlock);
            sample.Add(Stopwatch.GetElapsedTime(mined).TotalSeconds);
        }

        await process.StopAsync(TimeSpan.FromSeconds(10));
        return sample;
    }

    private static async Task UntilAsync(NpgsqlDataSource watcher, long rows)
    {
        var start = Stopwatch.GetTimestamp();
        long count;
        while ((count = await CountAsync(watcher)) < rows)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"{count} claims of {rows} are visible after {Patience}.");
            }
            await Task.Delay(5);
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource watcher)
    {
        await using var command = watcher.CreateCommand("SELECT count(*) FROM chain.reward_claimed");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
