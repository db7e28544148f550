using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CivicForge.Api.Tests.Events;

/// <summary>Somebody who listens to live events.</summary>
internal sealed class Listener : IDisposable
{
    private readonly HttpClient _http;
    private readonly StreamReader _reader;

    private Listener(HttpClient http, StreamReader reader) => (_http, _reader) = (http, reader);

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    /// <summary>Returns once the service listens to changes for it.</summary>
    internal static async Task<Listener> StartAsync(Uri url, string? last = null, string? token = null)
    {
        var http = new HttpClient { BaseAddress = url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        if (last is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        }
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Deadline);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Deadline));
        (await reader.ReadLineAsync(Deadline))!.ShouldStartWith(":");
        return new Listener(http, reader);
    }

    /// <summary>The next event; comments and heartbeats are passed over.</summary>
    internal async Task<(string Id, string Name, JsonElement Data)> NextAsync()
    {
        var fields = new Dictionary<string, string>();
        while (await _reader.ReadLineAsync(Deadline) is { } line)
        {
            if (line.Length == 0 && fields.Count > 0)
            {
                return (fields["id"], fields["event"], JsonDocument.Parse(fields["data"]).RootElement);
            }
            if (line.Split(": ", 2) is [{ Length: > 0 } field, var value])
            {
                fields[field] = value;
            }
        }

        throw new EndOfStreamException("The stream ended before the next event.");
    }

    /// <summary>The next comment.</summary>
    internal async Task HeartbeatAsync()
    {
        while ((await _reader.ReadLineAsync(Deadline))?.StartsWith(':') is false) { }
    }

    /// <summary>Everything that is told until this quest is.</summary>
    internal async Task<List<(Guid Quest, string Status)>> UntilAsync(Guid quest)
    {
        var told = new List<(Guid Quest, string Status)>();
        do
        {
            var (_, _, data) = await NextAsync();
            told.Add((data.GetProperty("id").GetGuid(), data.GetProperty("status").GetString()!));
        } while (told[^1].Quest != quest);
        return told;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _http.Dispose();
    }
}
