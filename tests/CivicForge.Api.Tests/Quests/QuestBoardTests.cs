using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

public sealed class QuestBoardTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Theory]
    [InlineData("newest", "createdAt", false)]
    [InlineData("oldest", "createdAt", true)]
    [InlineData("xp-high", "rewardXp", false)]
    [InlineData("xp-low", "rewardXp", true)]
    [InlineData("reputation-high", "rewardReputation", false)]
    [InlineData("reputation-low", "rewardReputation", true)]
    [InlineData("deadline", "dueAt", true)]
    public async Task Every_sort_pages_through_all_quests_once_in_order(string sort, string member, bool ascending)
    {
        using var creator = await _host.MemberAsync();
        for (var i = 0; i < 7; i++)
        {
            await creator.CreateQuestAsync(
                new
                {
                    title = $"Plant oak number {i}",
                    description = "Dig, plant and water three young oaks.",
                    category = "environmental",
                    rewardXp = 10 + i / 2 * 7,
                    rewardReputation = 1 + i % 3,
                    dueAt = i % 3 == 0 ? null : DateTimeOffset.UtcNow.AddDays(9 - i / 2).ToString("O"),
                }
            );
        }

        var items = new List<JsonElement>();
        for (string? cursor = null; ; )
        {
            var from = cursor is null ? "" : $"&cursor={cursor}";
            var page = (
                await creator.GetAsync($"/quests?creator={creator.Address}&sort={sort}&limit=2{from}")
            ).ShouldBe(HttpStatusCode.OK);
            items.AddRange(page["items"].EnumerateArray());
            if ((cursor = page["nextCursor"].GetString()) is null)
            {
                break;
            }
        }

        items.Select(i => i.GetProperty("id").GetString()).Distinct().Count().ShouldBe(7);
        var keys = items
            .Select(i => i.GetProperty(member))
            .Select(k => k.ValueKind == JsonValueKind.Number ? k.GetInt32().ToString("D9", null) : k.GetString() ?? "9")
            .ToList();
        keys.ShouldBe(ascending ? keys.Order(StringComparer.Ordinal) : keys.OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Filters_narrow_by_status_category_tag_performer_and_words()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync(
            new
            {
                title = "Repair the böschung steps",
                description = "The zzyzx stairs need three new planks.",
                category = "technical",
                tags = new[] { "stairs", "wood-work" },
            }
        );
        await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        foreach (
            var filter in (string[])
                [
                    "status=CLAIMED",
                    "category=technical",
                    "tag=wood-work",
                    $"performer={performer.Address}",
                    "search=zzyzx",
                    "search=B%C3%B6sch%20ZZY",
                    "search=zzy%27%20%7C%20%21%3A%2A",
                ]
        )
        {
            var found = (await creator.GetAsync($"/quests?creator={creator.Address}&{filter}")).ShouldBe(
                HttpStatusCode.OK
            )["items"];
            found.EnumerateArray().Select(i => i.GetProperty("id").GetGuid()).ShouldBe([quest], filter);
        }

        var item = (await creator.GetAsync("/quests?search=zzyzx"))["items"][0];
        foreach (var left in (string[])["attestations", "timeline"])
        {
            item.TryGetProperty(left, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_search_that_nothing_matches_finds_what_is_near_and_says_so()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync(
            new
            {
                title = "Mend the qwyjibo trellis",
                description = "Two slats are broken, wood is there.",
                category = "technical",
                tags = new[] { "xylotomy" },
            }
        );
        async Task<(Guid[] Found, bool Near)> SearchAsync(string text)
        {
            var page = (await creator.GetAsync($"/quests?creator={creator.Address}&search={text}")).ShouldBe(
                HttpStatusCode.OK
            );
            return (
                [.. page["items"].EnumerateArray().Select(i => i.GetProperty("id").GetGuid())],
                page["near"].GetBoolean()
            );
        }

        var (found, near) = await SearchAsync("qwyjbo");
        (found.Single(), near).ShouldBe((quest, true));
        (found, near) = await SearchAsync("qwyjibo");
        (found.Single(), near).ShouldBe((quest, false));
        (found, near) = await SearchAsync("xylotomy");
        (found.Single(), near).ShouldBe((quest, false));
        (await creator.GetAsync($"/quests?status=COMPLETE&search=qwyjibo"))["items"]
            .GetArrayLength()
            .ShouldBe(0, "the very words are known, so nothing near is meant");

        (await creator.PatchAsync($"/quests/{quest}", new { title = "Mend the old trellis" })).ShouldBe(
            HttpStatusCode.OK
        );
        (await SearchAsync("qwyjibo")).Found.ShouldBeEmpty();
        (await SearchAsync("mend")).Found.Single().ShouldBe(quest);
        (await creator.PatchAsync($"/quests/{quest}", new { visibility = "parties" })).ShouldBe(HttpStatusCode.OK);
        (await SearchAsync("trellis")).Found.Single().ShouldBe(quest, "a private quest is found by its parties");
        using var anyone = _host.Anonymous();
        foreach (var text in (string[])["trellis", "trelis"])
        {
            (await anyone.GetAsync($"/quests?creator={creator.Address}&search={text}"))["items"]
                .GetArrayLength()
                .ShouldBe(0, "and by nobody else");
        }
    }

    [Fact]
    public async Task A_list_of_near_words_goes_on_at_its_cursor()
    {
        using var creator = await _host.MemberAsync();
        for (var i = 0; i < 5; i++)
        {
            await creator.CreateQuestAsync(
                new
                {
                    title = $"Sort the vgrblsnk shelf {i}",
                    description = "It has been a while since anybody did.",
                    category = "social",
                }
            );
        }
        var (ids, cursor) = (new List<string?>(), (string?)null);
        do
        {
            var page = (
                await creator.GetAsync($"/quests?search=vgrblsnq&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")
            ).ShouldBe(HttpStatusCode.OK);
            ids.AddRange(page["items"].EnumerateArray().Select(i => i.GetProperty("id").GetString()));
            cursor = page["nextCursor"].GetString();
        } while (cursor is not null);
        ids.Distinct().Count().ShouldBe(5);
    }

    [Theory]
    [InlineData("%21%3F", 0)]
    [InlineData("%27%20%3A%2A", 0)]
    [InlineData("%F0%9F%8C%B3", 0)]
    [InlineData("", 1)]
    [InlineData("%20%20", 1)]
    public async Task A_search_without_a_word_finds_nothing_and_no_text_is_no_search(string text, int found)
    {
        using var creator = await _host.MemberAsync();
        await creator.CreateQuestAsync();
        var page = (await creator.GetAsync($"/quests?creator={creator.Address}&search={text}")).ShouldBe(
            HttpStatusCode.OK
        );
        page["items"].GetArrayLength().ShouldBe(found);
        page["nextCursor"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=x")]
    [InlineData("limit=1&limit=2")]
    [InlineData("sort=best")]
    [InlineData("status=open")]
    [InlineData("status=7")]
    [InlineData("category=sports")]
    [InlineData("tag=Upper")]
    [InlineData("creator=0x12")]
    [InlineData("performer=me")]
    [InlineData("cursor=garbage")]
    [InlineData("cursor=%00")]
    [InlineData("cursor=bmV3ZXN0fGdhcmJhZ2U")]
    [InlineData("cursor=bmV3ZXN0fA")]
    [InlineData("cursor=%F0%9F%8C%B3")]
    [InlineData("sort=xp-high&cursor=eHAtaGlnaHw5OTk5OTk5OTk5OTk5OTl8MDE5NTBjM2UtN2EyYi03YzRkLThlNWYtMDEyMzQ1Njc4OWFi")]
    [InlineData("sort=deadline&cursor=ZGVhZGxpbmV8LTV8MDE5NTBjM2UtN2EyYi03YzRkLThlNWYtMDEyMzQ1Njc4OWFi")]
    [InlineData("search=%00")]
    public async Task A_malformed_query_is_400_and_never_500(string query)
    {
        using var anyone = _host.Anonymous();
        (await anyone.GetAsync($"/quests?{query}")).ShouldFail(400, "invalid-query");
    }

    [Fact]
    public async Task A_cursor_of_another_sort_is_refused()
    {
        using var creator = await _host.MemberAsync();
        for (var i = 0; i < 2; i++)
        {
            await creator.CreateQuestAsync();
        }
        var cursor = (await creator.GetAsync("/quests?limit=1&sort=newest"))["nextCursor"].GetString();
        (await creator.GetAsync($"/quests?sort=oldest&cursor={cursor}")).ShouldFail(400, "invalid-query");
    }

    [Fact]
    public async Task Random_garbage_never_gives_a_500()
    {
        using var member = await _host.MemberAsync();
        var random = new Random(7);
        for (var i = 0; i < 150; i++)
        {
            var garbage = Uri.EscapeDataString(
                new string([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next(1, 0xD7FF))])
            );
            foreach (
                var path in (string[])
                    [
                        $"/quests/{garbage}",
                        $"/members/{garbage}",
                        $"/quests?cursor={garbage}",
                        $"/quests?search={garbage}",
                        $"/quests/{garbage}/attestation",
                        $"/quests/{Guid.Empty}/evidence/{garbage}",
                    ]
            )
            {
                ((int)(await member.GetAsync(path)).Status).ShouldBeLessThan(500, path);
            }
        }
    }
}
