using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Notifications;

namespace CivicForge.Api.Tests.Quests;

/// <summary>Asking the other party to go on.</summary>
public sealed class NudgeTests(ApiFixture fixture) : IClassFixture<ApiFixture>, IAsyncDisposable
{
    private readonly ApiHost _host = fixture.Host;
    private readonly DeadlineTown _town = new(fixture.Host);

    [Fact]
    public async Task Whoever_handed_in_nudges_the_creator_who_has_not_signed()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        (await ActionsAsync(performer, quest)).ShouldContain("nudge");
        var nudged = (await NudgeAsync(performer, quest)).ShouldBe(HttpStatusCode.OK);
        nudged["nudgedAt"].GetDateTime().ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(5));
        nudged["status"].GetString().ShouldBe("SUBMITTED");
        (await ActionsAsync(performer, quest)).ShouldNotContain("nudge");
        (await _town.ToldAsync(quest)).ShouldBe([("quest.nudged", performer.Address)]);
    }

    [Fact]
    public async Task A_creator_who_has_signed_nudges_the_performer_who_has_not()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        (await NudgeAsync(creator, quest)).ShouldFail(409, "your-turn");
        (await ActionsAsync(creator, quest)).ShouldNotContain("nudge");
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await ActionsAsync(creator, quest)).ShouldContain("nudge");
        (await ActionsAsync(performer, quest)).ShouldNotContain("nudge");
        (await NudgeAsync(performer, quest)).ShouldFail(409, "your-turn");
        (await NudgeAsync(creator, quest)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_answer_to_a_signature_says_that_one_may_nudge_now()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        (await performer.AttestAsync(quest))["quest"]
            .GetProperty("actions")
            .EnumerateArray()
            .Select(a => a.GetString())
            .ShouldContain("nudge");
    }

    [Fact]
    public async Task A_quest_has_one_nudge_a_day_whoever_asks_and_the_refusal_says_until_when()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        (await NudgeAsync(performer, quest)).ShouldBe(HttpStatusCode.OK);
        var refused = (await NudgeAsync(performer, quest)).ShouldFail(409, "nudged-before");
        refused["until"].GetDateTime().ShouldBe(DateTime.UtcNow.AddDays(1), TimeSpan.FromMinutes(5));
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await NudgeAsync(creator, quest)).ShouldFail(409, "nudged-before");
        await _town.PassAsync(quest, "24 hours");
        (await NudgeAsync(creator, quest)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Handing_in_again_gives_no_further_nudge()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        (await NudgeAsync(performer, quest)).ShouldBe(HttpStatusCode.OK);
        (await performer.PostAsync($"/quests/{quest}/withdraw", new { })).ShouldBe(HttpStatusCode.OK);
        await performer.SubmitAsync(quest);
        (await NudgeAsync(performer, quest)).ShouldFail(409, "nudged-before");
    }

    [Fact]
    public async Task Of_many_nudges_at_once_one_is_told()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => NudgeAsync(performer, quest)));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict);
        (await _town.KindsAsync(quest)).ShouldBe(["quest.nudged"]);
    }

    [Fact]
    public async Task Nobody_else_nudges_and_nobody_reads_that_it_was_done()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        using var stranger = await _host.MemberAsync();
        (await NudgeAsync(stranger, quest)).ShouldFail(403, "not-a-party");
        (await NudgeAsync(_host.Anonymous(), quest)).ShouldFail(401, "unauthenticated");
        (await NudgeAsync(performer, Guid.CreateVersion7())).ShouldFail(404, "quest-not-found");
        (await NudgeAsync(performer, quest)).ShouldBe(HttpStatusCode.OK);
        var seen = await stranger.GetAsync($"/quests/{quest}");
        seen["nudgedAt"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        seen["timeline"].GetArrayLength().ShouldBe(3);
        (
            await _host.ScalarAsync<string>(
                "SELECT visibility FROM civic.events WHERE subject = uuid_send(@quest) AND kind = 'quest.nudged'",
                new { quest }
            )
        ).ShouldBe("parties");
    }

    [Fact]
    public async Task Inboxes_tell_a_reminder_to_whose_turn_it_is_and_a_nudge_to_the_other_one()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        await _town.PassAsync(quest, "4 days");
        await _town.RemindAsync();
        (await NudgeAsync(performer, quest)).ShouldBe(HttpStatusCode.OK);
        await _host.FillInboxesAsync();
        (await creator.KindsAsync()).ShouldBe([
            "quest.claimed",
            "quest.submitted",
            "attestation.signed",
            "quest.creator-reminded",
            "quest.nudged",
        ]);
        (await performer.KindsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("OPEN")]
    [InlineData("CLAIMED")]
    [InlineData("COMPLETE")]
    [InlineData("CANCELLED")]
    public async Task In_no_other_state_is_there_anybody_to_nudge(string status)
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        if (status is "CLAIMED" or "COMPLETE")
        {
            await performer.ClaimAsync(quest);
        }
        if (status == "COMPLETE")
        {
            await performer.SubmitAsync(quest);
            await creator.AttestAsync(quest);
            await performer.AttestAsync(quest);
        }
        if (status == "CANCELLED")
        {
            await creator.DeleteAsync($"/quests/{quest}");
        }
        (await NudgeAsync(creator, quest)).ShouldFail(409, "invalid-transition")["state"].GetString().ShouldBe(status);
    }

    private static Task<Answer> NudgeAsync(ApiClient member, Guid quest) =>
        member.PostAsync($"/quests/{quest}/nudge", new { });

    private static async Task<string?[]> ActionsAsync(ApiClient member, Guid quest) =>
        [.. (await member.GetAsync($"/quests/{quest}"))["actions"].EnumerateArray().Select(a => a.GetString())];

    public ValueTask DisposeAsync() => _town.DisposeAsync();
}
