using System.Net;
using System.Text.Json;
using CivicForge.Api.Quests;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Quests;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Notifications;

/// <summary>What a member reads in their inbox.</summary>
public sealed class InboxTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Each_party_is_told_what_the_other_did_and_nobody_what_they_did_themselves()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        (await performer.PatchAsync("/me", new { displayName = "Ada" })).ShouldBe(HttpStatusCode.OK);
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        (
            await creator.PostAsync($"/quests/{quest}/request-revision", new { reason = "The third oak is missing." })
        ).ShouldBe(HttpStatusCode.OK);
        await performer.SubmitAsync(quest);
        await creator.AttestAsync(quest);
        await performer.AttestAsync(quest);
        await _host.FillInboxesAsync();

        (await creator.KindsAsync()).ShouldBe([
            "quest.claimed",
            "quest.submitted",
            "quest.submitted",
            "quest.completed",
        ]);
        (await performer.KindsAsync()).ShouldBe(["quest.revision-requested", "attestation.signed"]);
        (await creator.UnreadAsync()).ShouldBe(4);

        var page = (await creator.GetAsync("/notifications")).ShouldBe(HttpStatusCode.OK);
        page["unread"].GetInt32().ShouldBe(4);
        page["people"].GetProperty(performer.Address.ToString()).GetProperty("displayName").GetString().ShouldBe("Ada");
        var first = page["items"].EnumerateArray().Last();
        first.GetProperty("questId").GetGuid().ShouldBe(quest);
        first.GetProperty("by").GetString().ShouldBe(performer.Address.ToString());
        first.GetProperty("as").GetString().ShouldBe("creator");
        first.GetProperty("title").GetString().ShouldBe("Plant three young oaks");
        first.GetProperty("read").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_loses_a_quest_by_time_is_told_and_so_is_its_creator()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET claim_until = now() - interval '1 day' WHERE id = @quest",
            new { quest }
        );
        await using var worker = _host.Worker();
        await worker.GetRequiredService<ExpireQuests>().RunAsync(default);
        await worker.FillAsync();
        (await creator.KindsAsync()).ShouldBe(["quest.claimed", "quest.released"]);
        (await performer.KindsAsync()).ShouldBe(["quest.released"]);
        (await performer.GetAsync("/notifications"))["items"]
            [0]
            .GetProperty("by")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Of_a_private_quest_no_text_and_nobody_who_asks_is_in_an_inbox_and_who_is_accepted_is_told()
    {
        var town = await PrivateTown.OpenAsync(_host);
        await town.GiveToAsync(town.Key, town.Performer);
        await _host.FillInboxesAsync();
        (await town.Creator.KindsAsync()).ShouldBe(["quest.requested", "quest.released"]);
        (await town.Performer.KindsAsync()).ShouldBe(["quest.claimed"]);
        foreach (var party in new[] { town.Creator, town.Performer })
        {
            var page = await party.GetAsync("/notifications");
            page.Text.ShouldNotContain("anzibar");
            foreach (var item in page["items"].EnumerateArray())
            {
                item.GetProperty("title").GetString().ShouldBe("Private quest");
                item.GetProperty("visibility").GetString().ShouldBe("parties");
            }
        }
        (await town.Creator.GetAsync("/notifications"))["items"]
            [1]
            .GetProperty("by")
            .ValueKind.ShouldBe(JsonValueKind.Null, "who asks is said by the request for as long as it stands");
    }

    [Fact]
    public async Task What_was_read_up_to_a_line_stays_read_and_what_came_later_is_not()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await _host.ClaimsAsync(creator, quest, 3);
        await _host.FillInboxesAsync();
        var seen = (await creator.GetAsync("/notifications"))["items"][0].GetProperty("position").GetInt64();
        await _host.ClaimsAsync(creator, quest, 2);
        await _host.FillInboxesAsync();

        (await creator.PostAsync("/notifications/read", new { upTo = seen }))
            .ShouldBe(HttpStatusCode.OK)["unread"]
            .GetInt32()
            .ShouldBe(2);
        (await creator.GetAsync("/notifications"))["items"]
            .EnumerateArray()
            .Select(item => item.GetProperty("read").GetBoolean())
            .ShouldBe([false, false, true, true, true]);
        (await creator.PostAsync("/notifications/read", new { upTo = 1 }))["unread"].GetInt32().ShouldBe(2);
        (await creator.PostAsync("/notifications/read", new { upTo = long.MaxValue }))["unread"].GetInt32().ShouldBe(0);
        await _host.ClaimsAsync(creator, quest, 1);
        await _host.FillInboxesAsync();
        (await creator.UnreadAsync()).ShouldBe(1, "nobody reads what is not there yet");
    }

    [Fact]
    public async Task An_inbox_is_read_in_pages_newest_first_and_is_its_members_alone()
    {
        var (creator, other) = (await _host.MemberAsync(), await _host.MemberAsync());
        await _host.ClaimsAsync(creator, await creator.CreateQuestAsync(), 150);
        await _host.ClaimsAsync(other, await other.CreateQuestAsync(), 1);
        await _host.FillInboxesAsync();
        var (seen, path) = (new List<long>(), "/notifications?limit=70");
        for (string? cursor = ""; cursor is not null; )
        {
            var page = (await creator.GetAsync(path + cursor)).ShouldBe(HttpStatusCode.OK);
            seen.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("position").GetInt64()));
            cursor = page["nextCursor"].GetString() is { } next ? $"&cursor={next}" : null;
        }
        seen.ShouldBe(Enumerable.Range(1, 150).Select(n => (long)n).Reverse());
        (await creator.UnreadAsync()).ShouldBe(100, "a badge has room for two digits");
        (await other.GetAsync("/notifications"))["items"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Only_members_have_an_inbox_and_a_position_is_one()
    {
        using var anyone = _host.Anonymous();
        using var member = await _host.MemberAsync();
        (await anyone.GetAsync("/notifications")).ShouldFail(401, "unauthenticated");
        (await anyone.PostAsync("/notifications/read", new { upTo = 1 })).ShouldFail(401, "unauthenticated");
        (await member.PostAsync("/notifications/read", new { })).ShouldFail(422, "validation-failed");
        (await member.PostAsync("/notifications/read", new { upTo = 0 })).ShouldFail(422, "validation-failed");
        (await member.GetAsync("/notifications?cursor=x")).ShouldFail(400, "invalid-query");
        var empty = (await member.GetAsync("/notifications")).ShouldBe(HttpStatusCode.OK);
        (empty["items"].GetArrayLength(), empty["unread"].GetInt32()).ShouldBe((0, 0));
        (await member.PostAsync("/notifications/read", new { upTo = 7 }))["unread"].GetInt32().ShouldBe(0);
    }
}
