using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>What a load gave: answers a second, and the latencies of single requests in milliseconds.</summary>
internal sealed record LoadResult(double PerSecond, double MedianMilliseconds, double P99Milliseconds);

/// <summary>Posts prepared signatures from a fixed number of connections, each waiting for its answer before it sends the next.</summary>
internal static class AttestationLoad
{
    /// <exception cref="InvalidOperationException">A request was not answered with 201: the figures would be of something else.</exception>
    internal static async Task<LoadResult> RunAsync(HttpClient http, Uri api, IReadOnlyCollection<PreparedAttestation> work, int connections, CancellationToken cancellationToken)
    {
        var queue = new ConcurrentQueue<PreparedAttestation>(work);
        var latencies = new ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ConnectionAsync(http, api, queue, latencies, cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = latencies.Order().ToArray();
        return new LoadResult(sorted.Length / seconds, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }

    private static async Task ConnectionAsync(HttpClient http, Uri api, ConcurrentQueue<PreparedAttestation> queue, ConcurrentBag<double> latencies, CancellationToken cancellationToken)
    {
        while (queue.TryDequeue(out var item))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, $"/api/v1/quests/{item.QuestId}/attestations"))
            {
                Content = new StringContent($$"""{"signature":"{{item.Signature}}"}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", item.AccessToken);
            var sent = Stopwatch.GetTimestamp();
            using var response = await http.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            if ((int)response.StatusCode != 201) throw new InvalidOperationException($"An attestation was answered with {(int)response.StatusCode}: {answer}");
        }
    }
}
