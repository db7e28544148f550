using System.Net;
using CivicForge.Api.Tests.Harness;
using Dapper;

namespace CivicForge.Api.Tests.Notifications;

/// <summary>An inbox goes with its member, and is theirs to take along.</summary>
public sealed class ErasedInboxTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task An_export_holds_what_the_member_was_told_oldest_first()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        await _host.FillInboxesAsync();
        (await creator.PostAsync("/notifications/read", new { upTo = 1 })).ShouldBe(HttpStatusCode.OK);
        var told = (await creator.GetAsync("/me/export"))["notifications"].EnumerateArray().ToList();
        told.Select(line => (line.GetProperty("kind").GetString(), line.GetProperty("read").GetBoolean()))
            .ShouldBe([("quest.claimed", true), ("quest.submitted", false)]);
        told[0].GetProperty("by").GetString().ShouldBe(performer.Address.ToString());
        told[0].GetProperty("questId").GetGuid().ShouldBe(quest);
    }

    [Fact]
    public async Task Lines_are_gone_with_the_member_and_nothing_from_before_is_told_to_who_comes_back()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await _host.ClaimsAsync(creator, quest, 2);
        await _host.FillInboxesAsync();
        await _host.ClaimsAsync(creator, quest, 1);
        (await creator.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await LinesAsync(creator)).ShouldBe(0);
        await _host.FillInboxesAsync();
        (await LinesAsync(creator)).ShouldBe(0);
        using var again = await _host.MemberAsync(creator.Key);
        (await again.UnreadAsync()).ShouldBe(0);
        await _host.ClaimsAsync(again, await again.CreateQuestAsync(), 1);
        await _host.FillInboxesAsync();
        (await again.UnreadAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_line_that_is_being_written_while_its_member_is_erased_goes_too()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await _host.FillInboxesAsync();
        await _host.ClaimsAsync(creator, quest, 1);
        await using var owner = await _host.Owner.OpenConnectionAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        await owner.ExecuteAsync("LOCK TABLE civic.notifications IN EXCLUSIVE MODE");
        var filling = _host.FillInboxesAsync(); // holds the inbox, and waits for the table
        await WaitingAsync("civic_worker");
        var erasing = creator.DeleteAsync("/me");
        await WaitingAsync("civic_api");
        await transaction.RollbackAsync();
        (await filling).ShouldBe(1);
        (await erasing).Status.ShouldBe(HttpStatusCode.NoContent);
        (await LinesAsync(creator)).ShouldBe(0);
    }

    private Task WaitingAsync(string user) =>
        Eventually.TrueAsync(
            () =>
                _host.ScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = @user AND wait_event_type = 'Lock' "
                        + "AND datname = current_database())",
                    new { user }
                ),
            $"{user} does not wait"
        );

    private Task<long> LinesAsync(ApiClient member) =>
        _host.ScalarAsync<long>(
            "SELECT count(*) FROM civic.notifications WHERE member = @member",
            new { member = member.Address.ToArray() }
        );
}
