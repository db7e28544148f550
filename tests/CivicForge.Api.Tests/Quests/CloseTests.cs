using System.Net;
using CivicForge.Api.Quests;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Quests;

/// <summary>Many wallets in turn do not keep a creator in their own quest: the creator closes it, the present performer
/// may finish, and nobody comes after them.</summary>
public sealed class CloseTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_closed_quest_ends_with_its_claim_and_frees_its_creator_for_erasure()
    {
        var (creator, performer, next, quest) = await ClaimedAsync();
        (await creator.DeleteAsync("/me")).ShouldFail(409, "open-obligations");
        var closed = (await creator.PostAsync($"/quests/{quest}/close", new { })).ShouldBe(HttpStatusCode.OK);
        (closed["closed"].GetBoolean(), closed["status"].GetString()).ShouldBe((true, "CLAIMED"));
        closed["actions"].GetArrayLength().ShouldBe(0);
        (await performer.PostAsync($"/quests/{quest}/release", new { }))
            .ShouldBe(HttpStatusCode.OK)["status"]
            .GetString()
            .ShouldBe("CANCELLED");
        (await next.PostAsync($"/quests/{quest}/claim", new { })).ShouldFail(409, "invalid-transition");
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(10, "what it cost came back");
        (await creator.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Its_performer_is_told_and_may_finish()
    {
        var (creator, performer, _, quest) = await ClaimedAsync();
        (await performer.UploadAsync(quest, "oaks"u8.ToArray())).ShouldBe(HttpStatusCode.Created);
        (await creator.PostAsync($"/quests/{quest}/close", new { })).ShouldBe(HttpStatusCode.OK);
        (await creator.PostAsync($"/quests/{quest}/close", new { })).ShouldBe(HttpStatusCode.OK);
        var seen = await performer.GetAsync($"/quests/{quest}");
        seen["actions"].EnumerateArray().Select(a => a.GetString()).ShouldBe(["submit", "release"]);
        var line = seen["timeline"].EnumerateArray().Single(l => l.GetProperty("reason").GetString() == "closed");
        (
            line.GetProperty("from").GetString(),
            line.GetProperty("to").GetString(),
            line.GetProperty("by").GetString()
        ).ShouldBe(("CLAIMED", "CLAIMED", creator.Address.ToString()));
        (await performer.GetAsync($"/quests/{quest}/evidence"))["items"]
            .GetArrayLength()
            .ShouldBe(1, "what was uploaded is still for the submission to come");
        await performer.SubmitAsync(quest);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await performer.AttestAsync(quest))
            .ShouldBe(HttpStatusCode.Created)["quest"]
            .GetProperty("status")
            .GetString()
            .ShouldBe("COMPLETE");
    }

    [Fact]
    public async Task A_claim_of_it_that_runs_out_is_its_end()
    {
        var (creator, _, _, quest) = await ClaimedAsync();
        (await creator.PostAsync($"/quests/{quest}/close", new { })).ShouldBe(HttpStatusCode.OK);
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET claim_until = clock_timestamp() - interval '1 day' WHERE id = @quest",
            new { quest }
        );
        await using var worker = new ServiceCollection()
            .AddLogging()
            .WithConnection(_host.ConnectionStringFor("civic_worker"))
            .BuildServiceProvider();
        (await worker.GetRequiredService<ExpireQuests>().RunAsync(default)).ShouldBe(1);
        (await creator.GetAsync($"/quests/{quest}"))["status"].GetString().ShouldBe("CANCELLED");
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(10);
    }

    [Fact]
    public async Task It_can_be_closed_while_work_waits_for_an_answer_and_goes_back_to_its_performer_alone()
    {
        var (creator, performer, next, quest) = await ClaimedAsync();
        await performer.SubmitAsync(quest);
        var closed = (await creator.PostAsync($"/quests/{quest}/close", new { })).ShouldBe(HttpStatusCode.OK);
        closed["actions"].EnumerateArray().Select(a => a.GetString()).ShouldBe(["attest", "request-revision"]);
        (
            await creator.PostAsync($"/quests/{quest}/request-revision", new { reason = "The third oak is missing." })
        ).ShouldBe(HttpStatusCode.OK);
        (await performer.PostAsync($"/quests/{quest}/release", new { }))
            .ShouldBe(HttpStatusCode.OK)["status"]
            .GetString()
            .ShouldBe("CANCELLED");
        (await next.PostAsync($"/quests/{quest}/claim", new { })).ShouldFail(409, "invalid-transition");
    }

    [Fact]
    public async Task Only_its_creator_closes_it_and_an_open_one_is_cancelled_instead()
    {
        var (creator, performer, next, quest) = await ClaimedAsync();
        foreach (var other in new[] { performer, next })
        {
            (await other.PostAsync($"/quests/{quest}/close", new { })).ShouldFail(403, "forbidden");
        }
        using var anyone = _host.Anonymous();
        (await anyone.PostAsync($"/quests/{quest}/close", new { })).ShouldFail(401, "unauthenticated");
        var open = await creator.CreateQuestAsync();
        (await creator.PostAsync($"/quests/{open}/close", new { })).ShouldFail(409, "invalid-transition");
        var town = await PrivateTown.OpenAsync(_host);
        (await next.PostAsync($"/quests/{town.Quest}/close", new { })).ShouldFail(404, "quest-not-found");
    }

    private async Task<(ApiClient Creator, ApiClient Performer, ApiClient Next, Guid Quest)> ClaimedAsync()
    {
        var (creator, performer, next) = (
            await _host.MemberAsync(),
            await _host.MemberAsync(),
            await _host.MemberAsync()
        );
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        return (creator, performer, next, quest);
    }
}
