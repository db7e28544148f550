using System.Diagnostics;
using CivicForge.Hosting;
using CivicForge.Indexer;
using CivicForge.Indexer.Database;
using CivicForge.Indexer.Following;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CivicForge.Benchmarks.Index;

/// <summary>A reorganisation of many blocks: the walk back to the ancestor, the flip, and reading the new fork block by
/// block.</summary>
internal static class RewindRun
{
    internal static async Task<Sample> MeasureAsync(PostgresServer postgres, TestChain chain, int depth, int rounds)
    {
        var database = await Measured.FreshDatabaseAsync(postgres, "rewind");
        await MigrateSchema.RunAsync(postgres.ConnectionString(database), CancellationToken.None);
        var password = await Measured.PasswordAsync(postgres, "civic_indexer");
        var head = (await chain.HeadAsync()).Number;
        var options = new ChainOptions
        {
            RpcUrl = chain.Url,
            Id = 31337,
            Registry = chain.Registry,
            Distributor = chain.Distributor,
            Finality = "100",
            StartBlock = Math.Max(0, head - 200),
        };
        await using var services = new ServiceCollection()
            .AddLogging(l => l.AddFilter(_ => false))
            .AddIndexerForBench(postgres.ConnectionString(database, "civic_indexer", password), options)
            .BuildServiceProvider();
        await using var watcher = NpgsqlDataSource.Create(postgres.ConnectionString(database));
        var worker = services.GetRequiredService<IndexerWorker>();
        await UntilAtHeadAsync(worker, watcher, chain);
        var sample = new Sample();
        for (var round = 0; round < rounds; round++)
        {
            await chain.ReorgAsync(depth);
            var start = Stopwatch.GetTimestamp();
            await UntilAtHeadAsync(worker, watcher, chain);
            sample.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return sample;
    }

    private static IServiceCollection AddIndexerForBench(
        this IServiceCollection services,
        string connectionString,
        ChainOptions chain
    )
    {
        services.AddIndexer(connectionString, chain, new IndexerOptions());
        return services;
    }

    private static async Task UntilAtHeadAsync(IndexerWorker worker, NpgsqlDataSource watcher, TestChain chain)
    {
        var head = await chain.HeadAsync();
        for (var turn = 0; turn < 10_000; turn++)
        {
            if (await worker.OnceAsync(CancellationToken.None) == TimeSpan.Zero)
            {
                continue;
            }
            await using var command = watcher.CreateCommand("SELECT hash FROM chain.cursors");
            if (await command.ExecuteScalarAsync() is byte[] hash && head.Hash.Bytes.SequenceEqual(hash))
            {
                return;
            }
        }

        throw new TimeoutException("The indexer did not reach the head in 10,000 turns.");
    }
}
