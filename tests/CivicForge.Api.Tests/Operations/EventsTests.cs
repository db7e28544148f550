using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Operations;

public sealed class EventsTests(TestDatabases databases, SharedChain chain)
{
    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public async Task A_change_of_a_quest_reaches_everybody_who_listens_by_id_only()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var http = new HttpClient { BaseAddress = host.Url };
        using var response = await ListenAsync(http, null);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Deadline));
        (await reader.ReadLineAsync(Deadline))!.ShouldStartWith(":");
        using var creator = await host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var (id, name, data) = await NextAsync(reader);
        id.ShouldNotBeNullOrEmpty();
        name.ShouldBe("quest");
        data.GetProperty("id").GetGuid().ShouldBe(quest);
        data.GetProperty("status").GetString().ShouldBe("OPEN");
        data.EnumerateObject().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Who_comes_back_is_told_what_was_missed()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var http = new HttpClient { BaseAddress = host.Url };
        using var creator = await host.MemberAsync();
        string last;
        using (var first = await ListenAsync(http, null))
        {
            using var reader = new StreamReader(await first.Content.ReadAsStreamAsync(Deadline));
            await creator.CreateQuestAsync();
            (last, _, _) = await NextAsync(reader);
        }

        var missed = await creator.CreateQuestAsync();
        using var second = await ListenAsync(http, last);
        using var again = new StreamReader(await second.Content.ReadAsStreamAsync(Deadline));
        var (_, name, data) = await NextAsync(again);
        name.ShouldBe("quest");
        data.GetProperty("id").GetGuid().ShouldBe(missed);
    }

    private static async Task<HttpResponseMessage> ListenAsync(HttpClient http, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Deadline);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return response;
    }

    /// <summary>The next event; comments and heartbeats are passed over.</summary>
    private static async Task<(string Id, string Name, JsonElement Data)> NextAsync(StreamReader reader)
    {
        var fields = new Dictionary<string, string>();
        while (await reader.ReadLineAsync(Deadline) is { } line)
        {
            if (line.Length == 0 && fields.Count > 0) return (fields["id"], fields["event"], JsonDocument.Parse(fields["data"]).RootElement);
            if (line.Split(": ", 2) is [{ Length: > 0 } field, var value]) fields[field] = value;
        }

        throw new EndOfStreamException("The stream ended before the next event.");
    }
}
