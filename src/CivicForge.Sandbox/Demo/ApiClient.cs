using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CivicForge.Sandbox.Demo;

/// <summary>The HTTP API as any client sees it. An answer outside 200–299 ends the journey with the problem's code and
/// detail.</summary>
internal sealed class ApiClient(HttpClient http, Uri url)
{
    public Uri Url => url;

    /// <summary>The access token sent along, once signed in.</summary>
    public string? AccessToken { get; set; }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        await JsonAsync(await SendAsync(new(HttpMethod.Get, new Uri(url, path)), cancellationToken), cancellationToken);

    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken) =>
        await (
            await SendAsync(new(HttpMethod.Get, new Uri(url, path)), cancellationToken)
        ).Content.ReadAsByteArrayAsync(cancellationToken);

    public async Task<JsonElement> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        await JsonAsync(
            await SendAsync(
                new(HttpMethod.Post, new Uri(url, path)) { Content = JsonContent.Create(body) },
                cancellationToken
            ),
            cancellationToken
        );

    public async Task<JsonElement> UploadAsync(
        string path,
        string fileName,
        string mediaType,
        byte[] bytes,
        CancellationToken cancellationToken
    )
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        form.Add(file, "file", fileName);
        return await JsonAsync(
            await SendAsync(new(HttpMethod.Post, new Uri(url, path)) { Content = form }, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Asks again until an answer has what is waited for.</summary>
    /// <exception cref="CheckFailedException">It had not within the deadline.</exception>
    public async Task<JsonElement> WaitAsync(
        string path,
        string what,
        Func<JsonElement, bool> holds,
        TimeSpan within,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var answer = await GetAsync(path, cancellationToken);
            if (holds(answer))
            {
                return answer;
            }

            if (watch.Elapsed > within)
            {
                throw new CheckFailedException(
                    $"{what} within {within.TotalSeconds} s: the last answer of {path} was {answer}"
                );
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (AccessToken is not null)
        {
            request.Headers.Authorization = new("Bearer", AccessToken);
        }

        var response = await http.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? response
            : throw new CheckFailedException(
                $"{request.Method} {request.RequestUri?.PathAndQuery} succeeds: found {(int)response.StatusCode} "
                    + $"{await response.Content.ReadAsStringAsync(cancellationToken)}"
            );
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
    }
}
