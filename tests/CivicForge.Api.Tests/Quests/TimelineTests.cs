using System.Net;
using System.Text;
using System.Text.Json;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

/// <summary>The timeline shows what happened last, whatever happened before, and an edit of the terms is part of
/// it.</summary>
public sealed class TimelineTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_flood_of_moves_hides_none_of_the_later_ones_and_bounds_the_answer()
    {
        var (creator, flooder, performer) = (
            await _host.MemberAsync(),
            await _host.MemberAsync(),
            await _host.MemberAsync()
        );
        var quest = await creator.CreateQuestAsync();
        await _host.ExecuteAsync(
            """
            INSERT INTO civic.quest_moves (quest_id, by, at, from_status, to_status)
            SELECT @quest, @by, clock_timestamp(), CASE WHEN n % 2 = 1 THEN 'OPEN' ELSE 'CLAIMED' END, CASE
                WHEN n % 2 = 1 THEN 'CLAIMED' ELSE 'OPEN' END FROM generate_series(1, 1010) n ORDER BY n
            """,
            new { quest, by = flooder.Address.ToArray() }
        );
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        using var anyone = _host.Anonymous();
        var seen = await anyone.GetAsync($"/quests/{quest}");
        Encoding.UTF8.GetByteCount(seen.Text).ShouldBeLessThan(20_000);
        seen["timeline"]
            .EnumerateArray()
            .TakeLast(2)
            .Select(m => m.GetProperty("to").GetString())
            .ShouldBe(["CLAIMED", "SUBMITTED"]);
        var all = new List<JsonElement>(seen["timeline"].EnumerateArray().Reverse());
        for (var cursor = seen["timelineCursor"].GetString(); cursor is not null; )
        {
            var page = (await anyone.GetAsync($"/quests/{quest}/timeline?cursor={cursor}&limit=100")).ShouldBe(
                HttpStatusCode.OK
            );
            Encoding.UTF8.GetByteCount(page.Text).ShouldBeLessThan(20_000);
            all.AddRange(page["items"].EnumerateArray());
            cursor = page["nextCursor"].GetString();
        }

        all.Count.ShouldBe(1013);
        all.Select(m => m.GetProperty("at").GetDateTime()).ShouldBeInOrder(SortDirection.Descending);
        (all[^1].GetProperty("from").ValueKind, all[^1].GetProperty("to").GetString()).ShouldBe(
            (JsonValueKind.Null, "OPEN")
        );
    }

    [Fact]
    public async Task Long_reasons_are_paged_as_well()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        for (var i = 0; i < 6; i++)
        {
            (
                await creator.PostAsync(
                    $"/quests/{quest}/request-revision",
                    new { reason = string.Concat(Enumerable.Repeat("🌳", 1000)) }
                )
            ).ShouldBe(HttpStatusCode.OK);
            await performer.SubmitAsync(quest);
        }

        var seen = await creator.GetAsync($"/quests/{quest}");
        Encoding.UTF8.GetByteCount(seen.Text).ShouldBeLessThan(20_000);
        var older = await creator.GetAsync($"/quests/{quest}/timeline?cursor={seen["timelineCursor"].GetString()}");
        older["items"].EnumerateArray().ShouldNotBeEmpty();
        Encoding.UTF8.GetByteCount(older.Text).ShouldBeLessThan(20_000);
    }

    [Fact]
    public async Task An_edit_is_a_line_that_names_what_changed()
    {
        using var creator = await _host.MemberAsync();
        using var reader = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        (
            await creator.PatchAsync(
                $"/quests/{quest}",
                new
                {
                    rewardXp = 10,
                    description = "Dig, plant and water thirty old oaks.",
                    evidenceRequired = true,
                }
            )
        ).ShouldBe(HttpStatusCode.OK);
        (await creator.PatchAsync($"/quests/{quest}", new { rewardXp = 10 })).ShouldBe(HttpStatusCode.OK);
        var line = (await reader.GetAsync($"/quests/{quest}"))["timeline"].EnumerateArray().Last();
        (
            line.GetProperty("from").GetString(),
            line.GetProperty("to").GetString(),
            line.GetProperty("by").GetString()
        ).ShouldBe(("OPEN", "OPEN", creator.Address.ToString()));
        line.GetProperty("reason").GetString().ShouldBe("description, rewardXp, evidenceRequired");
        (await reader.GetAsync($"/quests/{quest}"))["timeline"]
            .GetArrayLength()
            .ShouldBe(2, "an edit to what was there is none");
        (await reader.GetAsync($"/quests/{quest}/timeline"))["items"]
            [0]
            .GetProperty("reason")
            .GetString()
            .ShouldBe("description, rewardXp, evidenceRequired");
        (await reader.GetAsync($"/quests/{Guid.CreateVersion7()}/timeline")).ShouldFail(404, "quest-not-found");
        (await reader.GetAsync($"/quests/{quest}/timeline?cursor=x")).ShouldFail(400, "invalid-query");
    }

    [Theory]
    [InlineData("{0}", true)]
    [InlineData("W/{0}", true)]
    [InlineData("\"other.tag\", W/{0}", true)]
    [InlineData("gzip", true)]
    [InlineData("*", true)]
    [InlineData("\"other.tag\"", false)]
    [InlineData("W/\"\"", false)]
    public async Task A_claim_is_held_to_the_terms_that_were_read_in_every_form_of_their_tag(string form, bool taken)
    {
        using var creator = await _host.MemberAsync();
        using var other = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var tag = (await performer.GetAsync($"/quests/{quest}")).Header("ETag")!;
        tag.ShouldStartWith("\"");
        var sent =
            form == "gzip"
                ? tag.Insert(tag.Length - 1, "-gzip")
                : string.Format(System.Globalization.CultureInfo.InvariantCulture, form, tag);
        // Who claims and gives back changes nothing of what is offered.
        await other.ClaimAsync(quest);
        (await other.PostAsync($"/quests/{quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        var claim = await performer.PostAsync($"/quests/{quest}/claim", new { }, ("If-Match", sent));
        if (taken)
        {
            claim.ShouldBe(HttpStatusCode.OK);
        }
        else
        {
            claim.ShouldFail(412, "quest-changed");
        }
        if (taken)
        {
            return;
        }
        (await creator.PatchAsync($"/quests/{quest}", new { rewardXp = 10 })).ShouldBe(HttpStatusCode.OK);
        (await performer.PostAsync($"/quests/{quest}/claim", new { }, ("If-Match", tag))).ShouldFail(
            412,
            "quest-changed"
        );
    }

    [Fact]
    public async Task A_quest_that_was_due_offers_nobody_a_claim()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        (await performer.GetAsync($"/quests/{quest}"))["actions"]
            .EnumerateArray()
            .Select(a => a.GetString())
            .ShouldBe(["claim"]);
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET due_at = clock_timestamp() - interval '1 second' WHERE id = @quest",
            new { quest }
        );
        (await performer.GetAsync($"/quests/{quest}"))["actions"].GetArrayLength().ShouldBe(0);
        (await performer.GetAsync($"/quests?creator={creator.Address}"))["items"]
            [0]
            .GetProperty("actions")
            .GetArrayLength()
            .ShouldBe(0);
        (await performer.PostAsync($"/quests/{quest}/claim", new { })).ShouldFail(409, "invalid-transition");
    }
}
