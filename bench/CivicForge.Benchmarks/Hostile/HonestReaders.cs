using System.Collections.Concurrent;
using System.Diagnostics;
using CivicForge.Benchmarks.Read;

namespace CivicForge.Benchmarks.Hostile;

/// <summary>Sixteen readers at eight addresses who each ask for something public every eighty milliseconds, within the
/// limits of production. A latency counts from the moment at which the request was due.</summary>
internal static class HonestReaders
{
    private const int Addresses = 8,
        Each = 2;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(80);
    private static readonly string[] Paths = ["/quests?limit=20", "/stats", "/categories", "/batches", "/log?limit=10"];

    /// <returns>Latencies, and how many requests got no answer or another one than 200.</returns>
    internal static async Task<(Latencies Latencies, int Failed)> RunAsync(
        Uri api,
        TimeSpan time,
        CancellationToken cancellationToken
    )
    {
        var latencies = new ConcurrentBag<double>();
        var failed = await Task.WhenAll(
            Enumerable
                .Range(0, Addresses * Each)
                .Select(reader => ReadAsync(api, reader, time, latencies, cancellationToken))
        );
        return (Latencies.Of(latencies), failed.Sum());
    }

    private static async Task<int> ReadAsync(
        Uri api,
        int reader,
        TimeSpan time,
        ConcurrentBag<double> latencies,
        CancellationToken cancellationToken
    )
    {
        var requests = Paths.Select(path => LeanConnection.Request(api, path)).ToArray();
        var (failed, start) = (0, Stopwatch.GetTimestamp());
        LeanConnection? connection = null;
        for (var next = 0; next * Every < time; next++)
        {
            var due = Every * (next + (reader / (double)(Addresses * Each)));
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, cancellationToken);
            }
            try
            {
                connection ??= await LeanConnection.OpenAsync(
                    api,
                    cancellationToken,
                    $"127.0.1.{1 + (reader % Addresses)}"
                );
                var (status, _) = await connection.SendAsync(
                    requests[(next + reader) % requests.Length],
                    cancellationToken
                );
                if (status != 200)
                {
                    failed++;
                }
            }
            catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
            {
                failed++;
                connection?.Dispose();
                connection = null;
            }

            latencies.Add((Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds);
        }

        connection?.Dispose();
        return failed;
    }
}
