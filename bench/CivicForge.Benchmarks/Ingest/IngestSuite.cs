using System.Diagnostics;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Running;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>P3: the real <c>POST …/attestations</c> of a whole sandbox on a durable database – token, rate limit, state check, signature,
/// completion, ledger, receipt, commit before the answer – and how long a completed pair waits for its anchor. Client and service share the cores.</summary>
internal static class IngestSuite
{
    private const int Rounds = 3, QuestsPerRound = 500, Connections = 128;

    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseProxy = false });
        var folder = Directory.CreateTempSubdirectory("civicforge-bench-");
        try
        {
            // A data folder makes the database durable: fsync and synchronous_commit stay on.
            var options = new SandboxOptions { DataFolder = Path.Combine(folder.FullName, "data"), Settings = new Dictionary<string, string?> { ["RateLimits__Multiplier"] = "1000000" } };
            await using var sandbox = await RunningSandbox.StartAsync(options, Console.WriteLine, stop.Token);
            var (first, second, latency, tail, anchored) = (new Sample(), new Sample(), new Sample(), new Sample(), new Sample());
            for (var round = 0; round <= Rounds; round++)
            {
                var work = await PreparedWork.MakeAsync(sandbox, http, QuestsPerRound, stop.Token);
                var storing = await AttestationLoad.RunAsync(http, sandbox.Api.Url, [.. work.Select(w => w.First)], Connections, stop.Token);
                var completing = await AttestationLoad.RunAsync(http, sandbox.Api.Url, [.. work.Select(w => w.Second)], Connections, stop.Token);
                var wait = await UntilAnchoredAsync(new ApiClient(http, sandbox.Api.Url), work[^1].Second.QuestId, stop.Token);
                if (round == 0) continue; // The first round warms up.
                first.Add(storing.PerSecond);
                second.Add(completing.PerSecond);
                latency.Add(completing.MedianMilliseconds);
                tail.Add(completing.P99Milliseconds);
                anchored.Add(wait);
            }

            return
            [
                Figure("durable attestations over HTTP, first signature, 128 connections", "1/s", first, null),
                Figure("the same, second signature: completes the pair", "1/s", second, null),
                Figure("latency of the second signature, median", "ms", latency, null),
                Figure("latency of the second signature, 99th percentile: goal 50", "ms", tail, tail.Median < 50),
                Figure("from the last completion of 500 to its anchor in a block (MaxAge 2 s, tick 1 s)", "s", anchored, null),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Row Figure(string name, string unit, Sample sample, bool? met) =>
        new("P3", name, unit, Row.Round(sample.Median), null, new Dictionary<string, double>(), null, null, met, [Row.Round(sample.Least), Row.Round(sample.Greatest)]);

    /// <summary>Seconds until the quest's anchor is in a block.</summary>
    private static async Task<double> UntilAnchoredAsync(ApiClient api, string questId, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await api.WaitAsync($"/api/v1/quests/{questId}", "the pair is anchored", quest => quest.GetProperty("anchoring").GetProperty("state").GetString() is "mined" or "finalized", TimeSpan.FromSeconds(60), cancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
