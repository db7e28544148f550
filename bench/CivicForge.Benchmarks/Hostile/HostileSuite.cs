using System.Globalization;
using CivicForge.Benchmarks.Ingest;
using CivicForge.Benchmarks.Read;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.Benchmarks.Hostile;

/// <summary>P10: what a stranger can hold or send, from several processes and many loopback addresses, against a whole
/// sandbox with the limits of production; and what others wait for meanwhile. Hostile and honest clients share the
/// cores with the service, so the waits are upper bounds.</summary>
internal static class HostileSuite
{
    private const int Leaves = 65_536;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(12);

    private static readonly HostileLoad[] Loads =
    [
        new("100,000 idle connections offered from 24 addresses", "idle", 2, 50_000, 8_000, 12, 10),
        new("20,000 offered with the first bytes of TLS", "tls", 2, 10_000, 4_000, 12, 12),
        new("heads that drip a byte a second, 4,000 at a time", "drip", 2, 20_000, 2_000, 12, 14),
        new("event streams, 6,000 at a time", "stream", 2, 40_000, 3_000, 12, 16),
        new("40 uploads of 10 MiB at a time that end slowly", "upload", 2, 10_000, 20, 12, 18),
        new("110 readers of a tree that do not read", "reader", 1, 10_000, 110, 1, 20),
        new("floods of cheap and absent paths from 24 addresses", "flood", 2, 100_000, 24, 12, 22),
    ];

    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        await using var sandbox = await RunningSandbox.StartAsync(
            new SandboxOptions { ProductionLimits = true },
            Console.WriteLine,
            stop.Token
        );
        var (token, tree) = await PrepareAsync(sandbox, stop.Token);
        await HonestReaders.RunAsync(sandbox.Api.Url, TimeSpan.FromSeconds(5), stop.Token); // warm
        var (quiet, failed) = await HonestReaders.RunAsync(sandbox.Api.Url, Time, stop.Token);
        var rows = new List<Row>
        {
            Bounded("honest 99th percentile, quiet", "ms", quiet.P99, null),
            Bounded("honest requests that failed, quiet", "", failed, 1),
        };
        foreach (var load in Loads)
        {
            rows.AddRange(
                await MeasureAsync(
                    sandbox,
                    load,
                    load.Kind switch
                    {
                        "upload" => token,
                        "reader" => tree,
                        _ => "",
                    },
                    quiet,
                    stop.Token
                )
            );
        }
        ShouldBeAlive(sandbox);
        var (after, failedAfter) = await HonestReaders.RunAsync(sandbox.Api.Url, Time, stop.Token);
        rows.Add(Bounded("honest 99th percentile, when all of it is over", "ms", after.P99, 3 * quiet.P99));
        rows.Add(Bounded("honest requests that failed then", "", failedAfter, 1));
        rows.Add(Bounded("size of the API's logs after all of it, under 80", "MiB", LogBytes(sandbox) / 1048576.0, 80));
        Console.WriteLine("Nothing ended: API, anchorer, worker, indexer, database and chain run.");
        return rows;
    }

    private static async Task<IEnumerable<Row>> MeasureAsync(
        RunningSandbox sandbox,
        HostileLoad load,
        string argument,
        Latencies quiet,
        CancellationToken cancellationToken
    )
    {
        var gauges = new ApiGauges(sandbox.ApiMetrics, sandbox.Api.Process.Id);
        var memory = ResidentMemory.Watch(sandbox.Api.Process.Id);
        var refusedBefore = await RefusedAsync(gauges, cancellationToken);
        var hostile = Enumerable
            .Range(0, load.Processes)
            .Select(i => new HostileProcess(load.Arguments(i, sandbox.Api.Url.Port, argument)))
            .ToList();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken); // they start
            var (latencies, failed) = await HonestReaders.RunAsync(sandbox.Api.Url, Time, cancellationToken);
            var held = await gauges.ReadAsync("civicforge_connections_held", cancellationToken);
            var streams = await gauges.ReadAsync("civicforge_event_streams_held", cancellationToken);
            var refused = await RefusedAsync(gauges, cancellationToken) - refusedBefore;
            var descriptors = gauges.Descriptors();
            var counts = await Task.WhenAll(hostile.Select(process => process.EndAsync()));
            ShouldBeAlive(sandbox);
            var answers = string.Join(
                ", ",
                counts
                    .SelectMany(c => c.Answers)
                    .GroupBy(a => a.Key)
                    .OrderByDescending(g => g.Sum(a => a.Value))
                    .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Sum(a => a.Value):N0} × {g.Key}"))
            );
            var peak = (memory?.PeakBytes() ?? 0) / 1048576.0;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{load.Name}: p99 {latencies.P99:F1} ms (quiet {quiet.P99:F1}), failed {failed}, offered "
                        + $"{counts.Sum(c => c.Offered):N0}, ended {counts.Sum(c => c.Ended):N0} ({answers}), held "
                        + $"{held:N0}, streams {streams:N0}, refused {refused:N0}, descriptors {descriptors:N0}, "
                        + $"peak {peak:F0} MiB"
                )
            );
            return
            [
                Bounded($"{load.Name}: honest 99th percentile, at most 3 × quiet", "ms", latencies.P99, 3 * quiet.P99),
                Bounded($"{load.Name}: honest requests that failed", "", failed, 1),
                Bounded($"{load.Name}: connections held", "", held, 16_001),
                Bounded($"{load.Name}: refused by a cap, or by a limit of requests", "", refused, null),
                Bounded($"{load.Name}: descriptors of the API", "", descriptors, null),
                Bounded($"{load.Name}: peak resident memory of the API", "MiB", peak, null),
            ];
        }
        finally
        {
            hostile.ForEach(process => process.Dispose());
        }
    }

    /// <summary>A member's token, and the root of a tree of the largest batch, which nobody signed: only its size
    /// counts here.</summary>
    private static async Task<(string Token, string Tree)> PrepareAsync(
        RunningSandbox sandbox,
        CancellationToken cancellationToken
    )
    {
        await using var database = NpgsqlDataSource.Create(sandbox.OwnerConnectionString);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var member = (
            await BenchMembers.MakeAsync(
                connection,
                Path.Combine(sandbox.Folder, "keys", "session"),
                1,
                cancellationToken
            )
        ).Single();
        await using var insert = database.CreateCommand(
            $"""
            INSERT INTO civic.batches (root, leaf_count, tree, sealed_at, fence)
            VALUES (decode(repeat('ab', 32), 'hex'), {Leaves}, decode(repeat('ab', 32 * {(2 * Leaves) - 1}), 'hex'),
                clock_timestamp(), 0)
            """
        );
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return (member.AccessToken, "0x" + string.Concat(Enumerable.Repeat("ab", 32)));
    }

    private static async Task<double> RefusedAsync(ApiGauges gauges, CancellationToken cancellationToken) =>
        await gauges.ReadAsync("civicforge_connections_refused_total", cancellationToken)
        + await gauges.ReadAsync("civicforge_event_streams_refused_total", cancellationToken)
        + await gauges.ReadAsync("civicforge_rate_limited_total", cancellationToken);

    private static void ShouldBeAlive(RunningSandbox sandbox)
    {
        foreach (
            var process in new[]
            {
                sandbox.Postgres.Process,
                sandbox.Chain.Process,
                sandbox.Api.Process,
                sandbox.Anchorer.Process,
                sandbox.Worker.Process,
                sandbox.Indexer.Process,
            }
        )
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The {process.Name} ended. Its last lines:\n{process.Tail}");
            }
        }
    }

    private static long LogBytes(RunningSandbox sandbox) =>
        Directory
            .EnumerateFiles(Path.Combine(sandbox.Folder, "logs"), "api.log*")
            .Sum(file => new FileInfo(file).Length);

    private static Row Bounded(string name, string unit, double value, double? most)
    {
        var sample = new Sample();
        sample.Add(value);
        return Row.Bounded("P10", name, unit, sample, most);
    }
}
