using System.Net;
using CivicForge.Api.Tests.Harness;
using Dapper;

namespace CivicForge.Api.Tests.Quests;

/// <summary>Reminders, as events: each once, in order, and none that has lost its sense.</summary>
public sealed class ReminderTests(ApiFixture fixture) : IClassFixture<ApiFixture>, IAsyncDisposable
{
    private const string ToPerformer = "quest.performer-reminded";
    private const string ToCreator = "quest.creator-reminded";

    private readonly ApiHost _host = fixture.Host;
    private readonly DeadlineTown _town = new(fixture.Host);

    [Fact]
    public async Task A_performer_is_reminded_twice_before_the_claim_ends_and_each_time_once()
    {
        var (_, quest) = await ClaimedAsync();
        await _town.RemindAsync();
        (await _town.KindsAsync(quest)).ShouldBeEmpty();
        await _town.PassAsync(quest, "11 days 1 hour");
        await _town.RemindAsync();
        await _town.RemindAsync();
        (await _town.KindsAsync(quest)).ShouldBe([ToPerformer]);
        await _town.PassAsync(quest, "2 days");
        await _town.RemindAsync();
        await _town.RemindAsync();
        (await _town.KindsAsync(quest)).ShouldBe([ToPerformer, ToPerformer]);
    }

    [Fact]
    public async Task A_service_that_was_down_reminds_once_and_not_at_all_of_what_is_over()
    {
        var (_, nearlyOver) = await ClaimedAsync();
        var (_, over) = await ClaimedAsync();
        await _town.PassAsync(nearlyOver, "13 days 12 hours");
        await _town.PassAsync(over, "20 days");
        await _town.RemindAsync();
        await _town.ExpireAsync();
        await _town.RemindAsync();
        (await _town.KindsAsync(nearlyOver)).ShouldBe([ToPerformer]);
        (await _town.KindsAsync(over)).ShouldBe(["quest.released"]);
    }

    [Fact]
    public async Task After_a_week_without_a_worker_reminders_come_in_the_order_in_which_they_were_due()
    {
        var quests = new List<Guid>();
        for (var days = 1; days <= 5; days++)
        {
            var (_, quest) = await ClaimedAsync();
            await _town.PassAsync(quest, $"{days + 7} days");
            quests.Add(quest);
        }
        quests.Reverse();
        await _town.RemindAsync();
        await using var connection = await _host.Owner.OpenConnectionAsync();
        (
            await connection.QueryAsync<Guid>(
                """
                SELECT q.id FROM civic.events e JOIN civic.quests q ON e.subject = uuid_send(q.id)
                WHERE q.id = ANY(@quests) AND e.kind = 'quest.performer-reminded' ORDER BY e.id
                """,
                new { quests = quests.ToArray() }
            )
        ).ShouldBe(quests.Take(2));
    }

    [Fact]
    public async Task Whoever_has_not_signed_is_reminded_after_three_seven_and_twelve_days()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        await _town.PassAsync(quest, "3 days 1 hour");
        await _town.RemindAsync();
        (await _town.KindsAsync(quest)).ShouldBe([ToCreator, ToPerformer]);
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        foreach (var days in (int[])[4, 5, 30])
        {
            await _town.PassAsync(quest, $"{days} days");
            await _town.RemindAsync();
            await _town.RemindAsync();
        }
        (await _town.KindsAsync(quest)).ShouldBe([ToCreator, ToPerformer, ToCreator, ToCreator]);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Down_for_a_week_it_sends_the_last_reminder_that_is_past_and_goes_on_with_the_next()
    {
        var (_, _, quest) = await Submitted.QuestAsync(_host);
        await _town.PassAsync(quest, "9 days");
        await _town.RemindAsync();
        (await _town.KindsAsync(quest)).ShouldBe([ToCreator, ToPerformer]);
        await _town.PassAsync(quest, "3 days");
        await _town.RemindAsync();
        (await _town.KindsAsync(quest)).ShouldBe([ToCreator, ToPerformer, ToCreator, ToPerformer]);
    }

    [Fact]
    public async Task A_signature_of_an_earlier_submission_keeps_nobody_from_being_reminded()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        await creator.PostAsync($"/quests/{quest}/request-revision", new { reason = "One oak leans, stake it." });
        await performer.SubmitAsync(quest);
        await _town.PassAsync(quest, "4 days");
        await _town.RemindAsync();
        (await _town.KindsAsync(quest)).ShouldBe([ToCreator, ToPerformer]);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_is_complete_cancelled_or_given_back()
    {
        var (creator, performer, complete) = await Submitted.QuestAsync(_host);
        await creator.AttestAsync(complete);
        await performer.AttestAsync(complete);
        var (holder, released) = await ClaimedAsync();
        (await holder.PostAsync($"/quests/{released}/release", new { })).ShouldBe(HttpStatusCode.OK);
        foreach (var quest in (Guid[])[complete, released])
        {
            await _town.PassAsync(quest, "20 days");
        }
        await _town.RemindAsync();
        (await _town.KindsAsync(complete)).ShouldBeEmpty();
        (await _town.KindsAsync(released)).ShouldBe(["quest.released"]);
    }

    [Fact]
    public async Task Several_workers_at_once_remind_of_each_quest_once()
    {
        var quests = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            var (_, quest) = await ClaimedAsync();
            await _town.PassAsync(quest, "12 days");
            quests.Add(quest);
        }
        await using var other = new DeadlineTown(_host);
        await Task.WhenAll(_town.RemindAsync(), other.RemindAsync(), _town.RemindAsync(), other.RemindAsync());
        foreach (var quest in quests)
        {
            (await _town.KindsAsync(quest)).ShouldBe([ToPerformer]);
        }
    }

    [Fact]
    public async Task A_worker_that_dies_before_its_commit_has_reminded_nobody_and_the_next_one_does()
    {
        var (_, quest) = await ClaimedAsync();
        await _town.PassAsync(quest, "12 days");
        await _host.ExecuteAsync(
            """
            CREATE FUNCTION civic.die() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'died'; END $$;
            CREATE CONSTRAINT TRIGGER die AFTER INSERT ON civic.events DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (NEW.kind = 'quest.performer-reminded') EXECUTE FUNCTION civic.die()
            """
        );
        try
        {
            await Should.ThrowAsync<Npgsql.PostgresException>(_town.RemindAsync);
        }
        finally
        {
            await _host.ExecuteAsync("DROP TRIGGER die ON civic.events; DROP FUNCTION civic.die()");
        }
        (await _town.KindsAsync(quest)).ShouldBeEmpty();
        await _town.RemindAsync();
        (await _town.KindsAsync(quest)).ShouldBe([ToPerformer]);
    }

    [Fact]
    public async Task A_reminder_is_for_the_parties_alone_and_changes_nothing_of_the_quest()
    {
        var (holder, quest) = await ClaimedAsync();
        var before = await holder.GetAsync($"/quests/{quest}");
        await _town.PassAsync(quest, "12 days");
        var passed = await holder.GetAsync($"/quests/{quest}");
        await _town.RemindAsync();
        var after = await holder.GetAsync($"/quests/{quest}");
        after.Text.ShouldBe(passed.Text);
        after["timeline"].GetArrayLength().ShouldBe(before["timeline"].GetArrayLength());
        (
            await _host.ScalarAsync<string>(
                "SELECT visibility FROM civic.events WHERE subject = uuid_send(@quest) AND kind LIKE '%reminded'",
                new { quest }
            )
        ).ShouldBe("parties");
    }

    private async Task<(ApiClient Performer, Guid Quest)> ClaimedAsync()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        return (performer, quest);
    }

    public ValueTask DisposeAsync() => _town.DisposeAsync();
}
