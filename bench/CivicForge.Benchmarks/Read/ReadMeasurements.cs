using System.Diagnostics;
using System.Globalization;
using CivicForge.Api.Tests.Plans;
using CivicForge.Benchmarks.Generate;
using Npgsql;

namespace CivicForge.Benchmarks.Read;

/// <summary>Everything that is measured at one size.</summary>
internal sealed class ReadMeasurements(GeneratedTown town, int size)
{
    private const int PerSecond = 1000,
        Seconds = 10;
    private readonly List<Row> _rows = [];

    private Uri Api => town.Sandbox.Api.Url;

    internal async Task<IReadOnlyList<Row>> RunAsync(CancellationToken cancellationToken)
    {
        await GrowAsync(cancellationToken);
        await StorageAsync(cancellationToken);
        // On fewer rows it is right to read a table as a whole.
        if (size >= 100_000)
        {
            await PlansAsync(cancellationToken);
        }
        var requests = await ReadRequests.DrawAsync(Api, town.Sandbox.OwnerConnectionString, 20_000, cancellationToken);
        await LoadAsync("proof", requests.Proofs, 5, cancellationToken);
        await LoadAsync("board page of 20, all sorts, filters and depths", requests.Board, 20, cancellationToken);
        await LoadAsync("member's profile, quests or ledger", requests.Members, null, cancellationToken);
        await TreeAsync(cancellationToken);
        await AuditAsync(cancellationToken);
        return _rows;
    }

    private async Task GrowAsync(CancellationToken cancellationToken)
    {
        var more = size - town.Town.Completed;
        var start = Stopwatch.GetTimestamp();
        await town.AddAsync(more, Math.Min(more, FillDatabase.LargestBatch), cancellationToken);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{size:N0} attestations: {more:N0} generated in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"
            )
        );
        start = Stopwatch.GetTimestamp();
        var leaves = await town.SealAsync(cancellationToken);
        var sealing = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Add($"seal a batch of {leaves:N0} leaves", "ms", sealing, leaves == FillDatabase.LargestBatch ? 800 : null);
        Add("seal, each leaf", "µs", 1000 * sealing / leaves, null);
        start = Stopwatch.GetTimestamp();
        await town.AnchorAsync(cancellationToken);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"sealed {leaves:N0} in {sealing:F0} ms, anchored in "
                    + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"
            )
        );
    }

    private async Task StorageAsync(CancellationToken cancellationToken)
    {
        await using var owner = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(town.Sandbox.OwnerConnectionString) { CommandTimeout = 0 }
        );
        await using (var vacuum = owner.CreateCommand("VACUUM (ANALYZE) civic.completions, civic.reward_relays"))
        {
            await vacuum.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var bytes = owner.CreateCommand("SELECT pg_database_size(current_database())");
        Add(
            "database",
            "bytes/attestation",
            (long)(await bytes.ExecuteScalarAsync(cancellationToken))! / (double)size,
            null
        );
    }

    /// <summary>The plans that the API's tests hold on 60,000 rows, on this many.</summary>
    private async Task PlansAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(town.Sandbox.OwnerConnectionString);
        await connection.OpenAsync(cancellationToken);
        var deployment = town.Sandbox.Deployment;
        var reads = HotReads
            .All(await HotReads.FindDeepPlaceAsync(connection, deployment.Registry, deployment.Distributor))
            .ToList();
        var faults = 0;
        foreach (var read in reads)
        {
            if (await PlanCheck.RunAsync(connection, read) is not { } fault)
            {
                continue;
            }
            Console.WriteLine(fault);
            faults++;
        }

        Add($"statements, of {reads.Count}, that read more than their page", "", faults, 1);
    }

    private async Task LoadAsync(
        string name,
        Func<int, IReadOnlyList<byte[]>> draw,
        double? most,
        CancellationToken cancellationToken
    )
    {
        await OpenLoop.RunAsync(Api, draw(2 * PerSecond), PerSecond, cancellationToken);
        var (own, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var latencies = await OpenLoop.RunAsync(Api, draw(Seconds * PerSecond), PerSecond, cancellationToken);
        var taken = (Environment.CpuUsage.TotalTime - own).TotalSeconds;
        var share = 100 * taken / Environment.ProcessorCount / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{size:N0} {name}: p50 {latencies.Median:F2} ms, p99 {latencies.P99:F2} ms, most "
                    + $"{latencies.Greatest:F1} ms"
            )
        );
        Add($"{name}, {PerSecond:N0} a second: median", "ms", latencies.Median, null);
        Add($"{name}, {PerSecond:N0} a second: 99th percentile", "ms", latencies.P99, most);
        Add($"{name}, {PerSecond:N0} a second: the load generator's share of the processors", "%", share, null);
        if (most is not null)
        {
            await AloneAsync(name, draw(Seconds * PerSecond), cancellationToken);
        }
    }

    /// <summary>The same with the API on a processor of its own: the tail that is its own, beside the one above, in
    /// which it waits for PostgreSQL and the load generator to leave theirs.</summary>
    private async Task AloneAsync(string name, IReadOnlyList<byte[]> requests, CancellationToken cancellationToken)
    {
        var (api, postgres) = (town.Sandbox.Api.Process.Id, town.Sandbox.Postgres.Process.Id);
        await using var alone = await OwnProcessor.TakeAsync(api, postgres);
        if (alone is null)
        {
            return;
        }
        var latencies = await OpenLoop.RunAsync(Api, requests, PerSecond, cancellationToken);
        name = $"{name}, {PerSecond:N0} a second, the API on a processor of its own";
        Add($"{name}: 99th percentile", "ms", latencies.P99, null);
    }

    private async Task TreeAsync(CancellationToken cancellationToken)
    {
        await using var owner = NpgsqlDataSource.Create(town.Sandbox.OwnerConnectionString);
        await using var largest = owner.CreateCommand(
            "SELECT encode(root, 'hex') FROM civic.batches ORDER BY leaf_count DESC, seal DESC LIMIT 1"
        );
        var request = LeanConnection.Request(
            Api,
            $"/batches/0x{await largest.ExecuteScalarAsync(cancellationToken)}/tree"
        );
        using var connection = await LeanConnection.OpenAsync(Api, cancellationToken);
        await connection.SendAsync(request, cancellationToken);
        var memory = ResidentMemory.Watch(town.Sandbox.Api.Process.Id);
        var start = Stopwatch.GetTimestamp();
        var (_, bytes) = await connection.SendAsync(request, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tree: {bytes:N0} bytes in {elapsed:F0} ms"));
        Add("stream the tree of the largest batch", "ms", elapsed, null);
        Add("stream the tree of the largest batch", "MB", bytes / 1e6, null);
        if (memory?.GrownBytes() is { } grown)
        {
            Add("memory of the API while it streams the tree", "MB", grown / 1e6, null);
        }
    }

    private async Task AuditAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (exit, text) = await town.Sandbox.AuditAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"audit: {seconds:F1} s"));
        if (exit != 0)
        {
            throw new InvalidOperationException($"The audit of {size:N0} attestations ended with {exit}:\n{text}");
        }
        Add("audit", "s", seconds, 60);
        Add("audit, each attestation", "µs", 1e6 * seconds / size, null);
    }

    private void Add(string name, string unit, double value, double? most) =>
        _rows.Add(
            new Row(
                "P6",
                $"{size:N0} attestations: {name}{(most is null ? "" : $" (goal: less than {most:N0})")}",
                unit,
                Row.Round(value),
                null,
                new Dictionary<string, double>(),
                null,
                null,
                most is null ? null : value < most,
                []
            )
        );
}
