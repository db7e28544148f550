using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CivicForge.EndToEnd.Compose.Releases;

/// <summary>Visitors and members at an address, one request after the other from each, until it is
/// disposed.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Clients = 4;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(40);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Task _running;
    private int _answered;

    public Load(Uri url) => _running = Task.WhenAll(Enumerable.Range(0, Clients).Select(i => RunAsync(url, i)));

    /// <summary>Requests that were answered as they should be.</summary>
    public int Answered => _answered;

    /// <summary>All others.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _http.Dispose();
        _ending.Dispose();
    }

    private async Task RunAsync(Uri url, int client)
    {
        for (var i = client; !_ending.IsCancellationRequested; i++)
        {
            try
            {
                using var answer = await (
                    (i % 4) switch
                    {
                        0 => _http.PostAsJsonAsync(new Uri(url, "/api/v1/auth/nonce"), new JsonObject()),
                        1 => _http.GetAsync(new Uri(url, "/api/v1/quests")),
                        2 => _http.GetAsync(new Uri(url, "/api/v1/log")),
                        _ => _http.GetAsync(new Uri(url, "/")),
                    }
                );
                if (answer.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref _answered);
                }
                else
                {
                    _failures.Enqueue($"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}");
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                _failures.Enqueue($"{failure.Message} {failure.GetBaseException().Message}");
            }
            await Task.Delay(Between, CancellationToken.None);
        }
    }
}
