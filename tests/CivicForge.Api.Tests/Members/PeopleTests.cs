using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Members;

/// <summary>Answers that name addresses carry the names of their people beside them.</summary>
public sealed class PeopleTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Every_answer_that_names_addresses_has_the_names_of_those_who_have_one()
    {
        using var creator = await NamedAsync("Ada");
        using var performer = await NamedAsync("Łucja");
        using var passer = await NamedAsync("Noor");
        using var nameless = await _host.MemberAsync();
        using var anyone = _host.Anonymous();
        var quest = await creator.CreateQuestAsync();
        foreach (var member in new[] { passer, nameless })
        {
            await member.ClaimAsync(quest);
            (await member.PostAsync($"/quests/{quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        }

        await performer.ClaimAsync(quest);
        var read = await anyone.GetAsync($"/quests/{quest}");
        Names(read)
            .ShouldBe(
                [
                    (creator.Address.ToString(), "Ada"),
                    (performer.Address.ToString(), "Łucja"),
                    (passer.Address.ToString(), "Noor"),
                ],
                ignoreOrder: true
            );
        read["creator"].GetString().ShouldBe(creator.Address.ToString(), "an address stays an address");
        (string, string)[] parties = [(creator.Address.ToString(), "Ada"), (performer.Address.ToString(), "Łucja")];
        foreach (var list in (string[])[$"/quests?creator={creator.Address}", $"/members/{performer.Address}/quests"])
        {
            Names((await anyone.GetAsync(list)).ShouldBe(HttpStatusCode.OK)).ShouldBe(parties, ignoreOrder: true);
        }
        Names(await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted." }))
            .Length.ShouldBe(3);
        (await anyone.GetAsync("/quests?search=nothinglikethis"))["people"].EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_erased_has_no_name_and_an_attestation_asks_for_none()
    {
        using var creator = await NamedAsync("Grace");
        using var performer = await NamedAsync("Joan");
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        foreach (var party in new[] { performer, creator })
        {
            (await party.AttestAsync(quest))["quest"].GetProperty("people").EnumerateObject().ShouldBeEmpty();
        }
        (await creator.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        Names(await performer.GetAsync($"/quests/{quest}")).ShouldBe([(performer.Address.ToString(), "Joan")]);
        Names(await performer.GetAsync($"/members/{creator.Address}/quests"))
            .ShouldBe([(performer.Address.ToString(), "Joan")]);
    }

    private static (string, string)[] Names(Answer answer) =>
        [.. answer["people"].EnumerateObject().Select(p => (p.Name, p.Value.GetProperty("displayName").GetString()!))];

    private async Task<ApiClient> NamedAsync(string name)
    {
        var member = await _host.MemberAsync();
        (await member.PatchAsync("/me", new { displayName = name })).ShouldBe(HttpStatusCode.OK);
        return member;
    }
}
