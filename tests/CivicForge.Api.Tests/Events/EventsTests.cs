using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;

namespace CivicForge.Api.Tests.Events;

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

    [Fact]
    public async Task Places_in_the_stream_tell_nobody_how_much_happens()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var http = new HttpClient { BaseAddress = host.Url };
        using var creator = await host.MemberAsync();
        using var response = await ListenAsync(http, null);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Deadline));
        var ids = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            await creator.CreateQuestAsync();
            ids.Add((await NextAsync(reader)).Id);
        }

        ids.Distinct().Count().ShouldBe(8);
        ids.ShouldAllBe(id => System.Text.RegularExpressions.Regex.IsMatch(id, "^[A-Za-z0-9_-]{22}$"));
        for (var i = 1; i < ids.Count; i++)
        {
            ids[i]
                .Zip(ids[i - 1])
                .Count(pair => pair.First == pair.Second)
                .ShouldBeLessThan(10, "neighbours have nothing in common");
        }
    }

    [Theory]
    [InlineData("7f3a9c01-1")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("not an id of anybody, ")]
    public async Task A_place_of_another_process_begins_with_now(string place)
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var http = new HttpClient { BaseAddress = host.Url };
        using var creator = await host.MemberAsync();
        await creator.CreateQuestAsync();
        using var response = await ListenAsync(http, place);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Deadline));
        (await reader.ReadLineAsync(Deadline))!.ShouldStartWith(":");
        var next = await creator.CreateQuestAsync();
        while (await NextAsync(reader) is var (_, _, data))
        {
            if (data.GetProperty("id").GetGuid() == next)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_forged_notification_reaches_nobody_and_a_flood_of_them_costs_a_few_reads()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var http = new HttpClient { BaseAddress = host.Url };
        using var response = await ListenAsync(http, null);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Deadline));
        (await reader.ReadLineAsync(Deadline))!.ShouldStartWith(":");
        var reads = await ReadsAsync(host);
        await using (var forger = new Npgsql.NpgsqlConnection(host.ConnectionStringFor("civic_indexer")))
        {
            await forger.OpenAsync();
            for (var i = 0; i < 2000; i++)
            {
                await using var notify = new Npgsql.NpgsqlCommand(
                    "SELECT pg_notify('civic_changed', $1), pg_notify('chain_changed', $1)",
                    forger
                )
                {
                    Parameters =
                    {
                        new()
                        {
                            Value = JsonSerializer.Serialize(
                                new
                                {
                                    @event = $"quest\n\ndata: forged {i}",
                                    id = Guid.NewGuid(),
                                    status = "COMPLETE",
                                }
                            ),
                        },
                    },
                };
                await notify.ExecuteNonQueryAsync();
            }
        }

        using var creator = await host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var (_, name, data) = await NextAsync(reader);
        (name, data.GetProperty("id").GetGuid(), data.GetProperty("status").GetString()).ShouldBe(
            ("quest", quest, "OPEN")
        );
        (await ReadsAsync(host) - reads).ShouldBeLessThan(500, "of 4,000 notifications one look in 100 ms");
    }

    [Fact]
    public async Task A_change_whose_notification_was_lost_arrives_with_the_next_look()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var creator = await host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        using var http = new HttpClient { BaseAddress = host.Url };
        using var response = await ListenAsync(http, null);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Deadline));
        await Task.Delay(500);
        await host.ExecuteAsync(
            "UPDATE civic.quests SET status = 'CANCELLED' "
                + "WHERE id = @quest; INSERT INTO civic.changed_quests (quest_id) VALUES (@quest)",
            new { quest }
        );
        while (await NextAsync(reader) is var (_, _, data))
        {
            if (data.GetProperty("status").GetString() == "CANCELLED")
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_change_that_commits_after_a_later_one_is_told_too()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var creator = await host.MemberAsync();
        var (slow, fast) = (await creator.CreateQuestAsync(), await creator.CreateQuestAsync());
        await using var connection = await host.Owner.OpenConnectionAsync();
        var feed = new CivicForge.Api.Events.ChangedQuests(TimeProvider.System);
        await feed.BeginAsync(connection, default);
        await using var other = await host.Owner.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("INSERT INTO civic.changed_quests (quest_id) VALUES (@slow)", new { slow });
        await host.ExecuteAsync("INSERT INTO civic.changed_quests (quest_id) VALUES (@fast), (@fast)", new { fast });
        (await feed.ReadAsync(connection, default)).Changes.Select(c => c.Id).ShouldBe([fast]);
        await transaction.CommitAsync();
        (await feed.ReadAsync(connection, default)).Changes.Select(c => c.Id).ShouldBe([slow]);
        (await feed.ReadAsync(connection, default)).Changes.ShouldBeEmpty();
    }

    /// <summary>Sequential and index scans of the table that the feed reads.</summary>
    private static Task<long> ReadsAsync(ApiHost host) =>
        host.ScalarAsync<long>(
            "SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables "
                + "WHERE relid = 'civic.changed_quests'::regclass"
        );

    private static async Task<HttpResponseMessage> ListenAsync(HttpClient http, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        if (last is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        }
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
}
