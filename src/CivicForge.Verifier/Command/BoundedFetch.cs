namespace CivicForge.Verifier.Command;

/// <summary>Fetches a document from a stranger's server: one deadline over headers, body and redirects, a size that the
/// reader accepts, and no address but http and https.</summary>
internal sealed class BoundedFetch : IDisposable
{
    private const int MostRedirects = 5;
    private readonly HttpClient _http;
    private readonly TimeSpan _deadline;

    /// <param name="deadline">From the first connection to the last byte.</param>
    internal BoundedFetch(TimeSpan deadline)
    {
        _deadline = deadline;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.civicforge.proof+json, application/json;q=0.9");
    }

    /// <exception cref="UnreadableSourceException">There is no document; the message says why.</exception>
    internal async Task<(int Status, byte[] Body)> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_deadline);
        try
        {
            var at = url;
            for (var redirects = 0; redirects <= MostRedirects; redirects++)
            {
                using var response = await _http
                    .GetAsync(at, HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                    .ConfigureAwait(false);
                if ((int)response.StatusCode is < 300 or > 399)
                {
                    await using var stream = await response
                        .Content.ReadAsStreamAsync(deadline.Token)
                        .ConfigureAwait(false);
                    return (
                        (int)response.StatusCode,
                        await ProofSource.ReadToLimitAsync(stream, deadline.Token).ConfigureAwait(false)
                    );
                }

                at = Next(at, response);
            }

            throw new UnreadableSourceException($"{url} redirects more than {MostRedirects} times.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnreadableSourceException(
                $"{url} was not answered completely within {_deadline.TotalSeconds:0.#} seconds."
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new UnreadableSourceException($"{url} cannot be fetched: {e.Message}");
        }
    }

    private static Uri Next(Uri at, HttpResponseMessage response)
    {
        var location = response.Headers.TryGetValues("Location", out var values) ? values.First() : "";
        return
            location.Length > 0
            && Uri.TryCreate(at, location, out var next)
            && next.Scheme is "http" or "https"
            && next.Host.Length > 0
            ? next
            : throw new UnreadableSourceException(
                $"{at} redirects (HTTP {(int)response.StatusCode}) to '{location}', which is not an http(s) address."
            );
    }

    public void Dispose() => _http.Dispose();
}
