using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

/// <summary>Nobody holds a community's whole board, or one quest forever.</summary>
public sealed class MemberQuestLimitsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_member_takes_ten_quests_and_finishes_one_before_the_next()
    {
        var creators = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _host.MemberAsync()));
        using var squatter = await _host.MemberAsync();
        var quests = new List<Guid>();
        for (var i = 0; i < 14; i++)
        {
            quests.Add(await creators[i % 2].CreateQuestAsync());
        }
        var answers = await Task.WhenAll(quests.Select(quest => squatter.PostAsync($"/quests/{quest}/claim", new { })));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(10, "also when all are taken at once");
        var refused = answers.First(a => a.Status != HttpStatusCode.OK).ShouldFail(409, "too-many-open-claims");
        (refused["have"].GetInt32(), refused["limit"].GetInt32()).ShouldBe((10, 10));
        using var anyone = _host.Anonymous();
        (await anyone.GetAsync("/stats"))["limits"].GetProperty("openClaims").GetInt32().ShouldBe(10);

        var held = quests.Where((_, i) => answers[i].Status == HttpStatusCode.OK).ToList();
        var next = quests.Except(held).First();
        await squatter.SubmitAsync(held[0], "What is handed in is not finished.");
        (await squatter.PostAsync($"/quests/{next}/claim", new { })).ShouldFail(409, "too-many-open-claims");
        (await squatter.PostAsync($"/quests/{held[0]}/claim", new { })).ShouldFail(409, "invalid-transition");
        (await squatter.PostAsync($"/quests/{held[1]}/claim", new { })).ShouldBe(HttpStatusCode.OK);
        (await squatter.PostAsync($"/quests/{held[1]}/release", new { })).ShouldBe(HttpStatusCode.OK);
        (await squatter.PostAsync($"/quests/{next}/claim", new { })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_member_offers_twenty_quests_at_a_time()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        await _host.ExecuteAsync(
            "INSERT INTO civic.point_entries (member, creation, reason, at) VALUES (@member, 100, 'gift', now())",
            new { member = creator.Address.ToArray() }
        );
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(_ => creator.PostAsync("/quests", ApiClient.NewQuest()))
        );
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(20);
        answers
            .First(a => a.Status != HttpStatusCode.Created)
            .ShouldFail(409, "too-many-open-quests")["limit"]
            .GetInt32()
            .ShouldBe(20);
        await performer.ClaimAsync(answers.First(a => a.Status == HttpStatusCode.Created)["id"].GetGuid());
        await creator.CreateQuestAsync();
    }

    [Fact]
    public async Task Private_quests_count_when_they_are_given_and_requests_have_a_limit_of_their_own()
    {
        using var asker = await _host.MemberAsync();
        var towns = new List<PrivateTown>();
        for (var i = 0; i < 11; i++)
        {
            towns.Add(await PrivateTown.OpenAsync(_host));
        }
        Task<Answer> AskAsync(PrivateTown town) =>
            asker.PostAsync($"/quests/{town.Quest}/claim", new { }, ("Quest-Key", town.Key));
        var asked = await Task.WhenAll(towns.Select(AskAsync));
        asked.Count(a => (int)a.Status == 202).ShouldBe(10);
        asked.First(a => (int)a.Status != 202).ShouldFail(409, "too-many-open-requests");

        using var creator = await _host.MemberAsync();
        for (var i = 0; i < 9; i++)
        {
            await asker.ClaimAsync(await creator.CreateQuestAsync());
        }
        var open = towns.Where((_, i) => (int)asked[i].Status == 202).Take(4).ToList();
        var accepted = await Task.WhenAll(
            open.Select(town =>
                town.Creator.PostAsync($"/quests/{town.Quest}/accept", new { address = asker.Address.ToString() })
            )
        );
        accepted.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1, "the tenth, also when all are accepted at once");
        accepted.First(a => a.Status != HttpStatusCode.OK).ShouldFail(409, "too-many-open-claims");
    }

    [Fact]
    public async Task Nobody_takes_a_quest_and_gives_it_back_forever()
    {
        using var creator = await _host.MemberAsync();
        using var flooder = await _host.MemberAsync();
        using var other = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        for (var i = 0; i < 3; i++)
        {
            await flooder.ClaimAsync(quest);
            (await flooder.PostAsync($"/quests/{quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        }

        var refused = (await flooder.PostAsync($"/quests/{quest}/claim", new { })).ShouldFail(409, "claimed-before");
        (refused["have"].GetInt32(), refused["limit"].GetInt32()).ShouldBe((3, 3));
        await other.ClaimAsync(quest);
    }

    [Fact]
    public async Task Whose_claim_ran_out_leaves_the_quest_to_others_for_as_long()
    {
        using var creator = await _host.MemberAsync();
        using var squatter = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await squatter.ClaimAsync(quest);
        await _host.ExecuteAsync(
            """
            UPDATE civic.quests SET status = 'OPEN', performer = NULL, claim_until = NULL WHERE id = @quest;
            INSERT INTO civic.quest_moves (quest_id, at, from_status, to_status, reason)
            VALUES (@quest, clock_timestamp() - interval '13 days', 'CLAIMED', 'OPEN', 'The claim ran out.')
            """,
            new { quest }
        );
        (await squatter.PostAsync($"/quests/{quest}/claim", new { }))
            .ShouldFail(409, "claimed-before")["until"]
            .GetDateTime()
            .ShouldBe(DateTime.UtcNow.AddDays(1), TimeSpan.FromMinutes(5));
        (await creator.DeleteAsync($"/quests/{quest}")).ShouldBe(HttpStatusCode.OK);
    }
}
