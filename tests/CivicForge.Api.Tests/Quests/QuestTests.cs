using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

public sealed class QuestTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_new_quest_is_open_with_the_default_rewards_and_costs_one_point()
    {
        using var creator = await _host.MemberAsync();
        var answer = (await creator.PostAsync("/quests", ApiClient.NewQuest())).ShouldBe(HttpStatusCode.Created);
        answer.Header("Location").ShouldBe($"/api/v1/quests/{answer["id"].GetString()}");
        answer["status"].GetString().ShouldBe("OPEN");
        (answer["rewardXp"].GetInt32(), answer["rewardReputation"].GetInt32()).ShouldBe((100, 10));
        answer["actions"].EnumerateArray().Select(a => a.GetString()).ShouldBe(["edit", "cancel"]);
        answer["timeline"].GetArrayLength().ShouldBe(1);
        answer["id"].GetString()![14].ShouldBe('7');
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(9);
        string[] members =
        [
            "id",
            "title",
            "description",
            "exceptionalCriteria",
            "category",
            "tags",
            "rewardXp",
            "rewardReputation",
            "evidenceRequired",
            "dueAt",
            "claimDays",
            "visibility",
            "status",
            "creator",
            "performer",
            "claimUntil",
            "nudgedAt",
            "submission",
            "revision",
            "closed",
            "attestations",
            "completedAt",
            "anchoring",
            "reward",
            "timeline",
            "timelineCursor",
            "actions",
            "requests",
            "requestedAt",
            "createdAt",
            "updatedAt",
            "people",
        ];
        answer.Json.EnumerateObject().Select(m => m.Name).ShouldBe(members);
    }

    [Fact]
    public async Task Creation_points_run_out_and_nothing_is_spent_twice_in_parallel()
    {
        using var creator = await _host.MemberAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 14).Select(_ => creator.PostAsync("/quests", ApiClient.NewQuest()))
        );
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(10);
        var refused = answers
            .First(a => a.Status != HttpStatusCode.Created)
            .ShouldFail(409, "not-enough-creation-points");
        (refused["have"].GetInt64(), refused["need"].GetInt64()).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData("title", "abcd")]
    [InlineData("title", " leading space")]
    [InlineData("title", "double  space")]
    [InlineData("title", "trailing space ")]
    [InlineData("title", "two\nlines here")]
    [InlineData("title", "tag \U000E0041 character")]
    [InlineData("title", "bidi \u202E override")]
    [InlineData("title", "a\u0308 is not composed")]
    [InlineData("title", null)]
    [InlineData("description", "too short")]
    [InlineData("description", null)]
    [InlineData("description", "a carriage return \r\n is a control character")]
    [InlineData("category", "sports")]
    [InlineData("category", null)]
    [InlineData("visibility", "secret")]
    [InlineData("dueAt", "2001-01-01T00:00:00Z")]
    [InlineData("dueAt", "2200-01-01T00:00:00Z")]
    [InlineData("dueAt", "2199-12-31T23:59:59-01:00")]
    [InlineData("rewardXp", 9)]
    [InlineData("rewardXp", 1001)]
    [InlineData("rewardReputation", 0)]
    [InlineData("rewardReputation", 101)]
    [InlineData("exceptionalCriteria", "")]
    public async Task A_field_that_breaks_a_rule_is_named(string field, object? value)
    {
        using var creator = await _host.MemberAsync();
        var body = new Dictionary<string, object?>
        {
            ["title"] = "Plant three young oaks",
            ["description"] = "Dig, plant and water three young oaks.",
            ["category"] = "general",
            [field] = value,
        };
        (await creator.PostAsync("/quests", body))
            .ShouldFail(422, "validation-failed")["errors"]
            .EnumerateObject()
            .Select(e => e.Name)
            .ShouldBe([field]);
    }

    [Fact]
    public async Task Due_dates_end_where_the_published_limit_says()
    {
        using var creator = await _host.MemberAsync();
        var before = (await creator.GetAsync("/stats"))
            .ShouldBe(HttpStatusCode.OK)["limits"]
            .GetProperty("dueBefore")
            .GetDateTimeOffset();
        var quest = new Dictionary<string, object?>
        {
            ["title"] = "Plant three young oaks",
            ["description"] = "Dig, plant and water three young oaks.",
            ["category"] = "general",
            ["dueAt"] = before.AddSeconds(-1),
        };
        (await creator.PostAsync("/quests", quest)).ShouldBe(HttpStatusCode.Created);
        quest["dueAt"] = before;
        (await creator.PostAsync("/quests", quest)).ShouldFail(422, "validation-failed");
    }

    [Fact]
    public async Task Lengths_count_code_points_and_a_title_has_at_most_400_bytes()
    {
        using var creator = await _host.MemberAsync();
        (await creator.PostAsync("/quests", ApiClient.NewQuest("🌳🌳🌳🌳🌳"))).ShouldBe(HttpStatusCode.Created);
        (await creator.PostAsync("/quests", ApiClient.NewQuest("🌳🌳🌳🌳"))).ShouldFail(422, "validation-failed");
        (
            await creator.PostAsync("/quests", ApiClient.NewQuest(string.Concat(Enumerable.Repeat("🌳", 101))))
        ).ShouldFail(422, "validation-failed");
        (await creator.PostAsync("/quests", ApiClient.NewQuest(new string('a', 200)))).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""["a"]""")]
    [InlineData("""["Upper"]""")]
    [InlineData("""["trees","trees"]""")]
    [InlineData("""["a1","a2","a3","a4","a5","a6"]""")]
    [InlineData("""[null]""")]
    public async Task Tags_follow_their_rules(string tags)
    {
        using var creator = await _host.MemberAsync();
        (
            await creator.PostAsync(
                "/quests",
                $$"""
                {"title":"Plant three oaks","description":"Dig, plant and water three young oaks.",
                "category":"general","tags":{{tags}}}
                """
            )
        ).ShouldFail(422, "validation-failed");
    }

    [Fact]
    public async Task An_idempotency_key_makes_one_quest_and_refuses_another_body()
    {
        using var creator = await _host.MemberAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => creator.PostAsync("/quests", ApiClient.NewQuest(), ("Idempotency-Key", "k-1")))
        );
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        answers.Select(a => a["id"].GetString()).Distinct().Count().ShouldBe(1);
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(9);
        (
            await creator.PostAsync("/quests", ApiClient.NewQuest("Another title"), ("Idempotency-Key", "k-1"))
        ).ShouldFail(409, "idempotency-key-reused");
        (await creator.PostAsync("/quests", ApiClient.NewQuest(), ("Idempotency-Key", "a b"))).ShouldFail(
            400,
            "invalid-query"
        );
        await _host.ExecuteAsync(
            "UPDATE civic.idempotency_keys SET created_at = created_at - interval '25 hours' WHERE key = 'k-1'"
        );
        (await creator.PostAsync("/quests", ApiClient.NewQuest("Another title"), ("Idempotency-Key", "k-1"))).ShouldBe(
            HttpStatusCode.Created
        );
    }

    [Fact]
    public async Task Only_the_creator_edits_and_only_while_open()
    {
        using var creator = await _host.MemberAsync();
        using var other = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var edited = (
            await creator.PatchAsync(
                $"/quests/{quest}",
                new
                {
                    title = "Plant five young oaks",
                    rewardXp = 200,
                    exceptionalCriteria = "Mulched too.",
                }
            )
        ).ShouldBe(HttpStatusCode.OK);
        (edited["title"].GetString(), edited["rewardXp"].GetInt32(), edited["category"].GetString()).ShouldBe(
            ("Plant five young oaks", 200, "environmental")
        );
        (await creator.PatchAsync($"/quests/{quest}", new { title = (string?)null })).ShouldFail(
            422,
            "validation-failed"
        );
        (await other.PatchAsync($"/quests/{quest}", new { title = "Plant six young oaks" })).ShouldFail(
            403,
            "forbidden"
        );
        await other.ClaimAsync(quest);
        var refused = (await creator.PatchAsync($"/quests/{quest}", new { title = "Plant six young oaks" })).ShouldFail(
            409,
            "invalid-transition"
        );
        refused["state"].GetString().ShouldBe("CLAIMED");
        refused["allowed"].EnumerateArray().Select(a => a.GetString()).ShouldBe(["submit", "release", "close"]);
    }

    [Fact]
    public async Task Cancelling_refunds_what_was_charged_once()
    {
        using var creator = await _host.MemberAsync();
        using var other = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        (await other.DeleteAsync($"/quests/{quest}")).ShouldFail(403, "forbidden");
        (await creator.DeleteAsync($"/quests/{quest}"))
            .ShouldBe(HttpStatusCode.OK)["status"]
            .GetString()
            .ShouldBe("CANCELLED");
        (await creator.DeleteAsync($"/quests/{quest}")).ShouldBe(HttpStatusCode.OK);
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(10);
        (await other.PostAsync($"/quests/{quest}/claim", new { })).ShouldFail(409, "invalid-transition");
    }

    [Fact]
    public async Task Of_fifty_parallel_claims_one_wins()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var members = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _host.MemberAsync()));
        var answers = await Task.WhenAll(members.Select(m => m.PostAsync($"/quests/{quest}/claim", new { })));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers
            .Where(a => a.Status != HttpStatusCode.OK)
            .ShouldAllBe(a => a.Status == HttpStatusCode.Conflict && a.Code == "already-claimed");
        foreach (var member in members)
        {
            member.Dispose();
        }
    }

    [Fact]
    public async Task A_claim_is_repeatable_by_its_winner_and_never_the_creators()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        (await creator.PostAsync($"/quests/{quest}/claim", new { })).ShouldFail(403, "own-quest");
        await performer.ClaimAsync(quest);
        await performer.ClaimAsync(quest);
        (await performer.GetAsync($"/quests/{quest}"))["timeline"].GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_claim_with_if_match_fails_when_the_quest_changed()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var seen = (await performer.GetAsync($"/quests/{quest}")).Header("ETag")!;
        await creator.PatchAsync($"/quests/{quest}", new { title = "Plant a hundred oaks" });
        (await performer.PostAsync($"/quests/{quest}/claim", new { }, ("If-Match", seen))).ShouldFail(
            412,
            "quest-changed"
        );
        var again = (await performer.GetAsync($"/quests/{quest}")).Header("ETag")!;
        (await performer.PostAsync($"/quests/{quest}/claim", new { }, ("If-Match", again))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_read_with_the_current_etag_is_not_modified()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var tag = (await creator.GetAsync($"/quests/{quest}")).Header("ETag")!;
        var again = await creator.SendAsync(HttpMethod.Get, $"/quests/{quest}", null, ("If-None-Match", tag));
        (again.Status, again.Text).ShouldBe((HttpStatusCode.NotModified, ""));
        await creator.PatchAsync($"/quests/{quest}", new { rewardXp = 50 });
        (await creator.SendAsync(HttpMethod.Get, $"/quests/{quest}", null, ("If-None-Match", tag))).ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Fact]
    public async Task A_released_quest_can_be_claimed_by_another()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        using var other = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        (await other.PostAsync($"/quests/{quest}/release", new { })).ShouldFail(403, "not-a-party");
        (await performer.PostAsync($"/quests/{quest}/release", new { }))
            .ShouldBe(HttpStatusCode.OK)["performer"]
            .ValueKind.ShouldBe(JsonValueKind.Null);
        await other.ClaimAsync(quest);
    }

    [Fact]
    public async Task A_submission_fixes_hash_and_deadline_and_a_revision_makes_a_new_one()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        (
            await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted." })
        ).ShouldFail(403, "not-a-party");
        await performer.ClaimAsync(quest);
        (await performer.PostAsync($"/quests/{quest}/submit", new { submission = "short" })).ShouldFail(
            422,
            "validation-failed"
        );
        var first = (
            await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted." })
        ).ShouldBe(HttpStatusCode.OK)["submission"];
        (first.GetProperty("deadline").GetInt64() - DateTimeOffset.UtcNow.ToUnixTimeSeconds()).ShouldBeInRange(
            30L * 86400 - 60,
            30L * 86400
        );
        var same = (
            await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted." })
        ).ShouldBe(HttpStatusCode.OK)["submission"];
        same.GetProperty("workHash").GetString().ShouldBe(first.GetProperty("workHash").GetString());
        (
            await performer.PostAsync($"/quests/{quest}/submit", new { submission = "Something else altogether." })
        ).ShouldFail(409, "invalid-transition");
        (
            await performer.PostAsync($"/quests/{quest}/request-revision", new { reason = "I want to do it better." })
        ).ShouldFail(403, "forbidden");
        (await creator.PostAsync($"/quests/{quest}/request-revision", new { reason = "Too few" })).ShouldFail(
            422,
            "validation-failed"
        );
        (
            await creator.PostAsync(
                $"/quests/{quest}/request-revision",
                new { reason = "One oak leans, please stake it." }
            )
        )
            .ShouldBe(HttpStatusCode.OK)["status"]
            .GetString()
            .ShouldBe("CLAIMED");
        var second = (
            await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted." })
        )["submission"];
        second.GetProperty("workHash").GetString().ShouldNotBe(first.GetProperty("workHash").GetString());
    }

    [Fact]
    public async Task An_unknown_quest_is_404_and_garbage_is_400()
    {
        using var member = await _host.MemberAsync();
        (await member.GetAsync($"/quests/{Guid.CreateVersion7()}")).ShouldFail(404, "quest-not-found");
        foreach (var move in (string[])["claim", "release"])
        {
            (await member.PostAsync($"/quests/{Guid.CreateVersion7()}/{move}", new { })).ShouldFail(
                404,
                "quest-not-found"
            );
        }
        foreach (
            var id in (string[])
                [
                    "garbage",
                    "1",
                    Guid.CreateVersion7().ToString().ToUpperInvariant(),
                    Guid.CreateVersion7().ToString("N"),
                    "%00",
                    "..%2f",
                ]
        )
        {
            ((int)(await member.GetAsync($"/quests/{id}")).Status).ShouldBeInRange(400, 404, id);
        }
    }
}
