using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Identity;

/// <summary>Where wallets are made for their points, an empty wallet is worth nothing: the points of sign-up come with
/// the first quest.</summary>
public sealed class SignUpPointsTests(TestDatabases databases, SharedChain chain) : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await ApiHost.StartAsync(databases, chain, new() { ["Members:SignUpPoints"] = "after-first-quest" });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_new_wallet_has_none_until_it_has_done_its_first_quest_and_gets_them_once()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        (await performer.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(0);
        (await creator.PostAsync("/quests", ApiClient.NewQuest())).ShouldFail(409, "not-enough-creation-points");
        await _host.ExecuteAsync(
            "INSERT INTO civic.point_entries (member, creation, reason, at) VALUES (@member, 5, 'grant', now())",
            new { member = creator.Address.ToArray() }
        );

        await CompleteAsync(creator, performer);
        (await performer.GetAsync("/me"))["creationPoints"]
            .GetInt64()
            .ShouldBe(12, "ten for the first, two for the quest");
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(4, "only who did the work gets them");
        await CompleteAsync(creator, performer);
        (await performer.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(14);
        (await performer.GetAsync($"/members/{performer.Address}/ledger"))["items"]
            .EnumerateArray()
            .Count(e => e.GetProperty("reason").GetString() == "sign-up")
            .ShouldBe(1);
        await performer.SignInAsync();
        (await performer.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(14);
    }

    [Fact]
    public async Task Two_first_quests_that_complete_at_once_pay_once()
    {
        using var performer = await _host.MemberAsync();
        var quests = new List<(ApiClient Creator, Guid Quest)>();
        for (var i = 0; i < 4; i++)
        {
            var creator = await _host.MemberAsync();
            await _host.ExecuteAsync(
                "INSERT INTO civic.point_entries (member, creation, reason, at) VALUES (@member, 1, 'grant', now())",
                new { member = creator.Address.ToArray() }
            );
            quests.Add((creator, await SubmittedAsync(creator, performer)));
        }

        await Task.WhenAll(quests.Select(q => performer.AttestAsync(q.Quest)));
        (await performer.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(10 + 4 * 2);
    }

    [Fact]
    public async Task Clients_are_told_when_the_points_come()
    {
        using var anyone = _host.Anonymous();
        (await anyone.GetAsync("/stats"))["limits"]
            .GetProperty("signUpPointsWhen")
            .GetString()
            .ShouldBe("after-first-quest");
    }

    [Fact]
    public async Task An_unknown_word_stops_the_start()
    {
        var start = () => ApiHost.StartAsync(databases, chain, new() { ["Members:SignUpPoints"] = "never" });
        (await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(start)).Message.ShouldContain(
            "SignUpPoints"
        );
    }

    private static async Task CompleteAsync(ApiClient creator, ApiClient performer) =>
        (await performer.AttestAsync(await SubmittedAsync(creator, performer))).ShouldBe(HttpStatusCode.Created);

    /// <summary>A quest that waits for its performer's signature alone.</summary>
    private static async Task<Guid> SubmittedAsync(ApiClient creator, ApiClient performer)
    {
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        return quest;
    }
}
