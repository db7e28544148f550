using CivicForge.Sandbox.Demo;

namespace CivicForge.Sandbox.Releasing;

/// <summary>Reads what a visitor reads, at the address that members use.</summary>
internal sealed class Probe(Uri url) : IDisposable
{
    private static readonly string[] Paths =
    [
        ServiceDescription.Path,
        "/api/v1/status",
        "/api/v1/quests",
        "/api/v1/log",
        "/",
    ];

    /// <summary>As many rounds in a row may fail.</summary>
    private const int Patience = 2;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private int _failedRounds;
    private string? _failure;

    /// <returns>What failed; null when nothing did.</returns>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        string? failure = null;
        foreach (var path in Paths)
        {
            failure ??= await AskAsync(new Uri(url, path), cancellationToken);
        }
        _failedRounds = failure is null ? 0 : _failedRounds + 1;
        return _failure = failure;
    }

    /// <summary>What fails again and again.</summary>
    public string? Broken() => _failedRounds >= Patience ? _failure : null;

    public void Dispose() => _http.Dispose();

    private async Task<string?> AskAsync(Uri target, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(target, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"{target} answers {(int)answer.StatusCode}";
        }
        catch (HttpRequestException silent)
        {
            return $"{target} does not answer: {silent.Message}";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{target} does not answer within {_http.Timeout.TotalSeconds:F0} s";
        }
    }
}
