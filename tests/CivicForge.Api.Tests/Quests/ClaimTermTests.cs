using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Quests;

/// <summary>How long a claim may last, and what happens at its end.</summary>
public sealed class ClaimTermTests(ApiFixture fixture, TestDatabases databases, SharedChain chain)
    : IClassFixture<ApiFixture>,
        IAsyncDisposable
{
    private readonly ApiHost _host = fixture.Host;
    private readonly DeadlineTown _town = new(fixture.Host);

    [Fact]
    public async Task A_quest_says_how_long_and_its_claim_until_when_to_everybody()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync(DeadlineTown.Terms(claimDays: 5));
        var open = await creator.GetAsync($"/quests/{quest}");
        (open["claimDays"].GetInt32(), open["claimUntil"].ValueKind).ShouldBe((5, System.Text.Json.JsonValueKind.Null));
        await performer.ClaimAsync(quest);
        foreach (var reader in (ApiClient[])[creator, performer, _host.Anonymous()])
        {
            (await reader.GetAsync($"/quests/{quest}"))["claimUntil"]
                .GetDateTime()
                .ShouldBe(DateTime.UtcNow.AddDays(5), TimeSpan.FromMinutes(5));
        }
        (await performer.GetAsync($"/members/{performer.Address}/quests"))["items"]
            [0]
            .GetProperty("claimUntil")
            .GetDateTime()
            .ShouldBe(DateTime.UtcNow.AddDays(5), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_quest_that_says_nothing_has_the_services_term_which_stats_publish()
    {
        var creator = await _host.MemberAsync();
        var limits = (await creator.GetAsync("/stats"))["limits"];
        var quest = await creator.GetAsync($"/quests/{await creator.CreateQuestAsync()}");
        quest["claimDays"].GetInt32().ShouldBe(limits.GetProperty("claimDays").GetInt32());
        var range = limits.GetProperty("claimDaysRange");
        (range.GetProperty("min").GetInt32(), range.GetProperty("max").GetInt32()).ShouldBe((1, 90));
    }

    [Fact]
    public async Task A_deployment_sets_the_term_of_quests_that_say_nothing()
    {
        await using var host = await ApiHost.StartAsync(databases, chain, new() { ["Quests:ClaimDays"] = "7" });
        var creator = await host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        (await creator.GetAsync($"/quests/{quest}"))["claimDays"].GetInt32().ShouldBe(7);
        (await creator.GetAsync("/stats"))["limits"].GetProperty("claimDays").GetInt32().ShouldBe(7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(91)]
    [InlineData(-1)]
    public async Task A_term_outside_the_range_is_refused(int claimDays)
    {
        var creator = await _host.MemberAsync();
        (await creator.PostAsync("/quests", DeadlineTown.Terms(claimDays)))
            .ShouldFail(422, "validation-failed")["errors"]
            .GetProperty("claimDays")[0]
            .GetString()
            .ShouldBe("must be from 1 to 90");
    }

    [Fact]
    public async Task An_edit_changes_the_term_says_so_and_refuses_whoever_has_read_another()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        var read = (await performer.GetAsync($"/quests/{quest}")).Header("ETag")!;
        var edited = (await creator.PatchAsync($"/quests/{quest}", new { claimDays = 3 })).ShouldBe(HttpStatusCode.OK);
        edited["timeline"].EnumerateArray().Last().GetProperty("reason").GetString().ShouldBe("claimDays");
        (await performer.PostAsync($"/quests/{quest}/claim", new { }, ("If-Match", read))).ShouldFail(
            412,
            "quest-changed"
        );
    }

    [Fact]
    public async Task An_edit_that_says_nothing_of_the_term_leaves_it()
    {
        var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync(DeadlineTown.Terms(claimDays: 5));
        foreach (var edit in (object[])[new { title = "Plant four young oaks" }, new { claimDays = (int?)null }])
        {
            (await creator.PatchAsync($"/quests/{quest}", edit))
                .ShouldBe(HttpStatusCode.OK)["claimDays"]
                .GetInt32()
                .ShouldBe(5);
        }
    }

    [Fact]
    public async Task A_claim_ends_with_the_due_date_where_that_comes_first()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var dueAt = DateTime.UtcNow.AddDays(4);
        var quest = await creator.CreateQuestAsync(DeadlineTown.Terms(dueAt: dueAt));
        await performer.ClaimAsync(quest);
        (await creator.GetAsync($"/quests/{quest}"))["claimUntil"]
            .GetDateTime()
            .ShouldBe(dueAt, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task At_its_end_the_quest_is_open_again_once_and_both_are_told_that_it_was_time()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await _town.PassAsync(quest, "13 days 23 hours");
        await _town.ExpireAsync();
        (await creator.GetAsync($"/quests/{quest}"))["status"].GetString().ShouldBe("CLAIMED");
        await _town.PassAsync(quest, "2 hours");
        await using var other = new DeadlineTown(_host);
        await Task.WhenAll(_town.ExpireAsync(), other.ExpireAsync());
        await _town.ExpireAsync();
        var open = await creator.GetAsync($"/quests/{quest}");
        open["status"].GetString().ShouldBe("OPEN");
        open["timeline"].EnumerateArray().Last().GetProperty("reason").GetString().ShouldBe("The claim ran out.");
        (await _town.ToldAsync(quest)).ShouldBe([("quest.released", null)]);
        var until = (await performer.PostAsync($"/quests/{quest}/claim", new { })).ShouldFail(409, "claimed-before");
        until["have"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_is_handed_in_stops_the_term_however_late_the_service_is()
    {
        var submitted = await Submitted.QuestAsync(_host);
        await _town.PassAsync(submitted.Quest, "40 days");
        await _town.ExpireAsync();
        var quest = await submitted.Creator.GetAsync($"/quests/{submitted.Quest}");
        (quest["status"].GetString(), quest["claimUntil"].ValueKind).ShouldBe(
            ("SUBMITTED", System.Text.Json.JsonValueKind.Null)
        );
        (await submitted.Performer.AttestAsync(submitted.Quest)).ShouldBe(HttpStatusCode.Created);
        (await submitted.Creator.AttestAsync(submitted.Quest)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_the_terms_end_and_a_submission_at_once_one_happens_and_the_other_finds_it()
    {
        for (var i = 0; i < 8; i++)
        {
            var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
            var quest = await creator.CreateQuestAsync();
            await performer.ClaimAsync(quest);
            await _town.PassAsync(quest, "15 days");
            var submit = performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted." });
            await _town.ExpireAsync();
            var submitted = await submit;
            await _town.ExpireAsync();
            var status = (await creator.GetAsync($"/quests/{quest}"))["status"].GetString();
            if (status == "SUBMITTED")
            {
                submitted.ShouldBe(HttpStatusCode.OK);
            }
            else
            {
                status.ShouldBe("OPEN");
                ((int)submitted.Status).ShouldBeOneOf(403, 409);
            }
        }
    }

    [Fact]
    public async Task A_revision_begins_the_term_anew_by_the_quests_own_days()
    {
        var submitted = await Submitted.QuestAsync(_host, DeadlineTown.Terms(claimDays: 5));
        await _town.PassAsync(submitted.Quest, "4 days");
        var back = (
            await submitted.Creator.PostAsync(
                $"/quests/{submitted.Quest}/request-revision",
                new { reason = "One oak leans, please stake it." }
            )
        ).ShouldBe(HttpStatusCode.OK);
        back["claimUntil"].GetDateTime().ShouldBe(DateTime.UtcNow.AddDays(5), TimeSpan.FromMinutes(5));
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();
}
