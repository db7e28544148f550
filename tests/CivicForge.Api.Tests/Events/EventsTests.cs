using System.Text.Json;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Events;

public sealed class EventsTests(TestDatabases databases, SharedChain chain)
{
    [Fact]
    public async Task A_change_of_a_quest_reaches_everybody_who_listens_by_id_only()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var reader = await Listener.StartAsync(host.Url);
        using var creator = await host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var (id, name, data) = await reader.NextAsync();
        id.ShouldNotBeNullOrEmpty();
        name.ShouldBe("quest");
        data.GetProperty("id").GetGuid().ShouldBe(quest);
        data.GetProperty("status").GetString().ShouldBe("OPEN");
        data.EnumerateObject().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_listens_is_told_that_the_stream_is_open_while_nothing_happens()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var first = await Listener.StartAsync(host.Url);
        using var second = await Listener.StartAsync(host.Url);
        await Task.WhenAll(first.HeartbeatAsync(), second.HeartbeatAsync());
    }

    [Fact]
    public async Task Places_in_the_stream_tell_nobody_how_much_happens()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var creator = await host.MemberAsync();
        using var reader = await Listener.StartAsync(host.Url);
        var ids = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            await creator.CreateQuestAsync();
            ids.Add((await reader.NextAsync()).Id);
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
    public async Task A_place_that_is_none_of_this_service_begins_with_now(string place)
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var creator = await host.MemberAsync();
        await creator.CreateQuestAsync();
        using var reader = await Listener.StartAsync(host.Url, place);
        var next = await creator.CreateQuestAsync();
        while (await reader.NextAsync() is var (_, _, data))
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
        using var reader = await Listener.StartAsync(host.Url);
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
        var (_, name, data) = await reader.NextAsync();
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
        using var reader = await Listener.StartAsync(host.Url);
        await Task.Delay(500);
        await host.ExecuteAsync(
            "UPDATE civic.quests SET status = 'CANCELLED' "
                + "WHERE id = @quest; INSERT INTO civic.events (kind, subject, visibility, status) "
                + "VALUES ('quest.cancelled', uuid_send(@quest), 'public', 'CANCELLED')",
            new { quest }
        );
        while (await reader.NextAsync() is var (_, _, data))
        {
            if (data.GetProperty("status").GetString() == "CANCELLED")
            {
                break;
            }
        }
    }

    /// <summary>Sequential and index scans of the table that the feed reads.</summary>
    private static Task<long> ReadsAsync(ApiHost host) =>
        host.ScalarAsync<long>(
            "SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables "
                + "WHERE relid = 'civic.events'::regclass"
        );
}
