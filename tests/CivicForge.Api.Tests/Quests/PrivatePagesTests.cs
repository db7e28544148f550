using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

/// <summary>Lists of one's own quests, public and private ones with the same words: apart from the tests in which no
/// public quest may have them.</summary>
public sealed class PrivatePagesTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Pages_of_a_member_have_their_private_quests_in_every_order_once()
    {
        using var creator = await _host.MemberAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add(
                await creator.CreateQuestAsync(PrivateTown.NewQuest(i % 2 == 0 ? "parties" : "public", 10 + i % 3))
            );
        }
        foreach (var sort in (string[])["newest", "oldest", "xp-high", "reputation-low", "deadline"])
        {
            foreach (
                var filter in (string[])
                    [
                        $"/quests?creator={creator.Address}&",
                        $"/quests?tag={PrivateTown.Tag}&creator={creator.Address}&",
                        $"/quests?search=zanzi&creator={creator.Address}&status=OPEN&",
                    ]
            )
            {
                var found = new List<Guid>();
                for (string? cursor = ""; cursor is not null; )
                {
                    var page = (
                        await creator.GetAsync(
                            $"{filter}sort={sort}&limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}"
                        )
                    ).ShouldBe(HttpStatusCode.OK);
                    found.AddRange(page["items"].EnumerateArray().Select(q => q.GetProperty("id").GetGuid()));
                    cursor = page["nextCursor"].GetString();
                }

                found.ShouldBe(ids, ignoreOrder: true, $"{filter} {sort}");
            }
        }
    }

    [Theory]
    [InlineData("bahnhof", false)]
    [InlineData("bücherei turm", true)]
    [InlineData("图书馆", true)]
    [InlineData("büchrei", true)]
    public async Task Ones_own_private_quest_is_found_like_a_public_one_and_by_nobody_else(string typed, bool found)
    {
        using var creator = await _host.MemberAsync();
        using var stranger = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync(
            new
            {
                title = "Bücherei-Turm 图书馆整理",
                description = "Dust all shelves and sort the cards.",
                category = "civic",
                visibility = "parties",
            }
        );
        var path = $"/quests?creator={creator.Address}&search={Uri.EscapeDataString(typed)}";
        Guid[] expected = found ? [quest] : [];
        (await creator.GetAsync(path))
            .ShouldBe(HttpStatusCode.OK)["items"]
            .EnumerateArray()
            .Select(q => q.GetProperty("id").GetGuid())
            .ShouldBe(expected);
        var others = (await stranger.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        (others["items"].GetArrayLength(), others["near"].GetBoolean()).ShouldBe((0, false));
    }
}
