using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

/// <summary>How many quests a filter finds, by state.</summary>
public sealed class QuestCountTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_filter_is_counted_by_state_as_the_board_lists_it()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        object Tagged(string visibility) =>
            new
            {
                title = "Oil the cntgate hinges",
                description = "They squeak whenever somebody passes.",
                category = "technical",
                tags = new[] { "cnt-gate" },
                visibility,
            };
        var taken = await creator.CreateQuestAsync(Tagged("public"));
        for (var i = 0; i < 2; i++)
        {
            await creator.CreateQuestAsync(Tagged("public"));
        }
        await creator.CreateQuestAsync(Tagged("parties"));
        await creator.CreateQuestAsync();
        await performer.ClaimAsync(taken);
        using var anyone = _host.Anonymous();
        foreach (
            var filter in (string[])["tag=cnt-gate", "search=cntgate", "tag=cnt-gate&search=hinges&category=technical"]
        )
        {
            (await CountAsync(anyone, filter)).ShouldBe((3, false, "CLAIMED 1, OPEN 2", false), filter);
            (await CountAsync(creator, filter)).ShouldBe(
                (4, false, "CLAIMED 1, OPEN 3", false),
                $"{filter}, with one's own private quest"
            );
            (await CountAsync(anyone, $"{filter}&status=OPEN")).ShouldBe((2, false, "OPEN 2", false), filter);
        }

        (await CountAsync(anyone, $"performer={performer.Address}")).ShouldBe((1, false, "CLAIMED 1", false));
        (await CountAsync(anyone, "search=cntgte")).ShouldBe(
            (3, false, "CLAIMED 1, OPEN 2", true),
            "what is near is counted as it is listed"
        );
        (await CountAsync(anyone, "search=cntgate&status=COMPLETE")).ShouldBe((0, false, "", false));
        (await CountAsync(anyone, "search=!")).ShouldBe((0, false, "", false));
    }

    [Fact]
    public async Task More_than_a_hundred_are_not_counted()
    {
        using var creator = await _host.MemberAsync();
        var template = await creator.CreateQuestAsync();
        await _host.ExecuteAsync(
            """
            INSERT INTO civic.quests (id, creator, status, visibility, title, title_hash, category, tags, reward_xp,
                reward_reputation, evidence_required, submission_evidence, charged, created_at, updated_at, version)
            SELECT gen_random_uuid(), creator, CASE WHEN n <= 60 THEN 'CANCELLED'
                ELSE 'OPEN' END, 'public', title, title_hash, category, '{cnt-many}', reward_xp, reward_reputation,
                    false, '', 0, created_at, updated_at, 1
            FROM civic.quests, generate_series(1, 120) n WHERE id = @template
            """,
            new { template }
        );
        using var anyone = _host.Anonymous();
        var (total, more, states, _) = await CountAsync(anyone, "tag=cnt-many");
        (total, more).ShouldBe((100, true));
        states.ShouldMatch("^CANCELLED [0-9]+, OPEN [0-9]+$");
        (await CountAsync(anyone, "tag=cnt-many&status=CANCELLED")).ShouldBe((60, false, "CANCELLED 60", false));
    }

    [Theory]
    [InlineData("status=open")]
    [InlineData("tag=Upper")]
    [InlineData("search=%00")]
    public async Task A_malformed_filter_is_refused(string query)
    {
        using var anyone = _host.Anonymous();
        (await anyone.GetAsync($"/quests/counts?{query}")).ShouldFail(400, "invalid-query");
    }

    private static async Task<(int Total, bool More, string States, bool Near)> CountAsync(
        ApiClient caller,
        string filter
    )
    {
        var counts = (await caller.GetAsync($"/quests/counts?{filter}")).ShouldBe(HttpStatusCode.OK);
        var states = counts["states"].EnumerateObject().Select(s => $"{s.Name} {s.Value.GetInt32()}");
        return (
            counts["total"].GetInt32(),
            counts["more"].GetBoolean(),
            string.Join(", ", states),
            counts["near"].GetBoolean()
        );
    }
}
