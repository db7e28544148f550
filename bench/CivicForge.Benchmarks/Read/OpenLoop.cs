using System.Diagnostics;
using System.Threading.Channels;

namespace CivicForge.Benchmarks.Read;

/// <summary>Latencies in milliseconds.</summary>
internal sealed record Latencies(double Median, double P99, double Greatest)
{
    internal static Latencies Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return new Latencies(sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100], sorted[^1]);
    }
}

/// <summary>Requests that come when they are due, whether or not the ones before are answered, as from many independent
/// readers. A latency counts from the moment the request was due, so that a service that falls behind cannot hide
/// it.</summary>
internal static class OpenLoop
{
    private const int Connections = 64;

    /// <exception cref="InvalidOperationException">A request was not answered with 200: the figures would be of
    /// something else.</exception>
    internal static async Task<Latencies> RunAsync(
        Uri api,
        IReadOnlyList<byte[]> requests,
        int perSecond,
        CancellationToken cancellationToken
    )
    {
        var due = Channel.CreateUnbounded<(int Request, long Due)>(new UnboundedChannelOptions { SingleWriter = true });
        var latencies = new double[requests.Count];
        var connections = await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(_ => LeanConnection.OpenAsync(api, cancellationToken))
        );
        try
        {
            var answering = Task.WhenAll(
                connections.Select(connection =>
                    AnswerAsync(connection, due.Reader, requests, latencies, cancellationToken)
                )
            );
            await ReleaseAsync(due.Writer, requests.Count, perSecond, answering, cancellationToken);
            await answering;
        }
        finally
        {
            foreach (var connection in connections)
            {
                connection.Dispose();
            }
        }

        return Latencies.Of(latencies);
    }

    /// <summary>On a thread of its own, which sleeps by the kernel's precise timer: those of .NET go by a clock that
    /// moves every four milliseconds.</summary>
    private static Task ReleaseAsync(
        ChannelWriter<(int, long)> due,
        int count,
        int perSecond,
        Task answering,
        CancellationToken cancellationToken
    ) =>
        Task.Factory.StartNew(
            () =>
            {
                var (start, step, next) = (Stopwatch.GetTimestamp(), Stopwatch.Frequency / (double)perSecond, 0);
                while (next < count && !answering.IsCompleted && !cancellationToken.IsCancellationRequested)
                {
                    Thread.Sleep(1);
                    for (var now = Stopwatch.GetTimestamp(); next < count && start + (long)(next * step) <= now; next++)
                    {
                        due.TryWrite((next, start + (long)(next * step)));
                    }
                }

                due.Complete();
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private static async Task AnswerAsync(
        LeanConnection connection,
        ChannelReader<(int, long)> due,
        IReadOnlyList<byte[]> requests,
        double[] latencies,
        CancellationToken cancellationToken
    )
    {
        await foreach (var (request, dueAt) in due.ReadAllAsync(cancellationToken))
        {
            var (status, _) = await connection.SendAsync(requests[request], cancellationToken);
            latencies[request] = Stopwatch.GetElapsedTime(dueAt).TotalMilliseconds;
            if (status != 200)
            {
                throw new InvalidOperationException(
                    $"{System.Text.Encoding.ASCII.GetString(requests[request]).Split('\r')[0]} was answered "
                        + $"with {status}."
                );
            }
        }
    }
}
