using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

/// <summary>The board finds quests by the names of their two people.</summary>
public sealed class PeopleSearchTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_name_finds_what_its_bearer_posted_and_what_they_did()
    {
        using var creator = await NamedAsync("Qxwilla Öztürk");
        using var performer = await NamedAsync("Qxwilla Brandt");
        using var other = await NamedAsync("Noor");
        var (posted, done, elsewhere) = (
            await creator.CreateQuestAsync(),
            await other.CreateQuestAsync(),
            await other.CreateQuestAsync()
        );
        await performer.ClaimAsync(done);
        (await FoundAsync("qxwilla")).ShouldBe(Found(false, posted, done));
        (await FoundAsync("QXWILLA%20ozturk")).ShouldBe(Found(false, posted));
        (await FoundAsync("qxwil")).ShouldBe(Found(false, posted, done), "a name is found as it is typed");
        (await FoundAsync("qxwilla&status=CLAIMED")).ShouldBe(Found(false, done));
        (await FoundAsync($"qxwilla&creator={other.Address}")).ShouldBe(Found(false, done));
        (await FoundAsync("qxwila")).ShouldBe(Found(true, posted, done), "nobody is called so, and these nearly are");
        (await FoundAsync("qxwilla&status=DISPUTED")).ShouldBe(Found(false));
        (await FoundAsync("qxwilla%20noor")).Ids.ShouldBeEmpty("nobody is called both");
        elsewhere.ShouldNotBe(done);
    }

    [Fact]
    public async Task A_new_name_finds_and_the_old_one_does_not()
    {
        using var member = await NamedAsync("Vrqtanja");
        var quest = await member.CreateQuestAsync();
        (await FoundAsync("vrqtanja")).Ids.ShouldBe(quest.ToString());
        (await member.PatchAsync("/me", new { displayName = "Vrqtolga" })).ShouldBe(HttpStatusCode.OK);
        (await FoundAsync("vrqtanja")).Ids.ShouldBeEmpty();
        (await FoundAsync("vrqtolga")).Ids.ShouldBe(quest.ToString());
        (await member.PatchAsync("/me", new { bio = "Likes gardens." })).ShouldBe(HttpStatusCode.OK);
        (await FoundAsync("vrqtolga")).Ids.ShouldBe(quest.ToString());
        (await member.PatchAsync("/me", new { displayName = (string?)null })).ShouldBe(HttpStatusCode.OK);
        (await FoundAsync("vrqtolga")).Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erased_name_finds_nothing_and_the_other_one_still_does()
    {
        using var creator = await NamedAsync("Wjxenia");
        using var performer = await NamedAsync("Wjxavier");
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        foreach (var party in new[] { performer, creator })
        {
            await party.AttestAsync(quest);
        }
        (await creator.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await FoundAsync("wjxenia")).Ids.ShouldBeEmpty();
        (await FoundAsync("wjxavier")).Ids.ShouldBe(
            quest.ToString(),
            "a quest without texts is found by whoever did it"
        );
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.member_words WHERE member = @member",
                new { member = creator.Address.ToArray() }
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_name_finds_a_private_quest_for_its_parties_alone()
    {
        using var creator = await NamedAsync("Zzquentin");
        using var stranger = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync(PrivateTown.NewQuest());
        (await creator.GetAsync("/quests?search=zzquentin"))["items"]
            .EnumerateArray()
            .Select(i => i.GetProperty("id").GetGuid())
            .ShouldBe([quest]);
        foreach (var text in (string[])["zzquentin", "zzquentn"])
        {
            (await FoundAsync(text)).Ids.ShouldBeEmpty();
            (await stranger.GetAsync($"/quests?search={text}"))["items"].GetArrayLength().ShouldBe(0);
            (await stranger.GetAsync($"/quests/counts?search={text}"))["total"].GetInt32().ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_name_without_a_public_quest_does_not_keep_similar_words_away()
    {
        using var creator = await _host.MemberAsync();
        using var bearer = await NamedAsync("Plbvyhagen");
        var quest = await creator.CreateQuestAsync(
            new
            {
                title = "Mend the plbvyha trellis",
                description = "Two slats are broken, wood is there.",
                category = "technical",
            }
        );
        (await FoundAsync("plbvyhag")).ShouldBe(Found(true, quest));
        await bearer.CreateQuestAsync();
        (await FoundAsync("plbvyhag")).Near.ShouldBeFalse();
    }

    private static (string Ids, bool Near) Found(bool near, params Guid[] ids) => (string.Join(' ', ids), near);

    /// <summary>As a visitor finds it on the board, and counts it, the first posted first.</summary>
    private async Task<(string Ids, bool Near)> FoundAsync(string search)
    {
        using var anyone = _host.Anonymous();
        var page = (await anyone.GetAsync($"/quests?sort=oldest&search={search}")).ShouldBe(HttpStatusCode.OK);
        var counts = (await anyone.GetAsync($"/quests/counts?search={search}")).ShouldBe(HttpStatusCode.OK);
        counts["total"].GetInt32().ShouldBe(page["items"].GetArrayLength());
        counts["near"].GetBoolean().ShouldBe(page["near"].GetBoolean());
        return Found(
            page["near"].GetBoolean(),
            [.. page["items"].EnumerateArray().Select(i => i.GetProperty("id").GetGuid())]
        );
    }

    private async Task<ApiClient> NamedAsync(string name)
    {
        var member = await _host.MemberAsync();
        (await member.PatchAsync("/me", new { displayName = name })).ShouldBe(HttpStatusCode.OK);
        return member;
    }
}
