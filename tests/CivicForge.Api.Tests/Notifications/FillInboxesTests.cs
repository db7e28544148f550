using System.Net;
using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Api.Notifications;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Worker;
using CivicForge.Chain.Crypto;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CivicForge.Api.Tests.Notifications;

/// <summary>Each receiver is told of each event once, whatever dies, runs twice or commits late.</summary>
public sealed class FillInboxesTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public void Every_kind_of_event_says_who_is_told_of_it_and_never_who_did_it()
    {
        var (creator, performer) = (PrivateKey.Generate().Address, PrivateKey.Generate().Address);
        foreach (var kind in Enum.GetValues<EventKind>())
        {
            var by = new ReadEvent(1, default, kind, new byte[16], null, creator, performer);
            Tellings.Receivers(by).Any().ShouldBe(Tellings.Words.Contains(Words.Of(kind)), kind.ToString());
            Tellings.Receivers(by with { Actor = creator }).ShouldNotContain(creator);
            Tellings.Receivers(by with { Actor = performer }).ShouldNotContain(performer);
        }
    }

    [Fact]
    public async Task Who_is_told_by_two_workers_of_which_one_is_killed_is_told_once()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await _host.FillInboxesAsync();
        await _host.ClaimsAsync(creator, quest, 3);
        await using var worker = _host.Worker();
        await using var other = _host.Worker();
        await KilledAsync(worker);
        (await creator.KindsAsync()).ShouldBeEmpty("what was killed has written nothing");
        (await Task.WhenAll(worker.FillAsync(), other.FillAsync(), worker.FillAsync(), other.FillAsync()))
            .Sum()
            .ShouldBe(3);
        (await creator.KindsAsync()).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_change_that_is_committed_late_is_told_late_and_once()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await using var slow = await _host.Owner.OpenConnectionAsync();
        await using var slowly = await slow.BeginTransactionAsync();
        await slow.ExecuteAsync(
            "INSERT INTO civic.events (kind, subject, parties, visibility, status) "
                + "VALUES ('quest.expired', uuid_send(@quest), @creator, 'public', 'EXPIRED')",
            new { quest, creator = creator.Address.ToArray() }
        );
        await _host.ClaimsAsync(creator, quest, 1);
        await _host.FillInboxesAsync();
        (await creator.KindsAsync()).ShouldBe(["quest.claimed"]);
        var seen = (await creator.GetAsync("/notifications"))["items"][0].GetProperty("position").GetInt64();
        (await creator.PostAsync("/notifications/read", new { upTo = seen })).ShouldBe(HttpStatusCode.OK);
        await slowly.CommitAsync();
        await _host.FillInboxesAsync();
        await _host.FillInboxesAsync();
        (await creator.KindsAsync()).ShouldBe(["quest.claimed", "quest.expired"]);
        (await creator.UnreadAsync()).ShouldBe(1, "its line is new, although the event is older");
    }

    [Fact]
    public async Task After_a_long_absence_all_of_it_is_told_in_steps_and_the_oldest_lines_make_room()
    {
        var (busy, calm) = (await _host.MemberAsync(), await _host.MemberAsync());
        await _host.FillInboxesAsync();
        await _host.ClaimsAsync(calm, await calm.CreateQuestAsync(), 1);
        await _host.ClaimsAsync(busy, await busy.CreateQuestAsync(), (2 * EventCursor.MostRows) + 7);
        await _host.ClaimsAsync(calm, await calm.CreateQuestAsync(), 1);
        await using var worker = _host.Worker();
        (await worker.FillAsync()).ShouldBe((2 * EventCursor.MostRows) + 9);
        (await worker.FillAsync()).ShouldBe(0);
        (await calm.KindsAsync()).Length.ShouldBe(2);
        (
            await _host.ScalarAsync<string>(
                "SELECT count(*) || ' up to ' || max(number) FROM civic.notifications WHERE member = @member",
                new { member = busy.Address.ToArray() }
            )
        ).ShouldBe($"{InboxCommands.MaxLines} up to {(2 * EventCursor.MostRows) + 7}");
    }

    /// <summary>A dump of another server: its transactions mean nothing here.</summary>
    [Fact]
    public async Task Events_that_came_with_a_dump_are_read_again_and_told_to_nobody_twice()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await _host.ClaimsAsync(creator, quest, 2);
        await _host.FillInboxesAsync();
        await _host.ClaimsAsync(creator, quest, 1);
        await _host.ExecuteAsync(
            "UPDATE civic.event_readers SET position = '9000000000:9000000000:'; "
                + "UPDATE civic.events SET xact = '9000000000'"
        );
        await MigrateCivic.ApplyAsync(_host.Database.ConnectionString, null, default);
        await _host.FillInboxesAsync();
        await _host.FillInboxesAsync();
        (await creator.KindsAsync()).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Lines_are_kept_for_ninety_days_and_their_numbers_are_not_given_again()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await _host.ClaimsAsync(creator, quest, 3);
        await _host.FillInboxesAsync();
        await _host.ExecuteAsync(
            "UPDATE civic.notifications SET at = now() - CASE WHEN number < 3 THEN interval '91 days' "
                + "ELSE interval '89 days' END WHERE member = @member",
            new { member = creator.Address.ToArray() }
        );
        await using var worker = _host.Worker();
        await worker.GetRequiredService<ClearExpired>().RunSeldomAsync(default);
        (await creator.KindsAsync()).Length.ShouldBe(1);
        await _host.ExecuteAsync(
            "DELETE FROM civic.notifications WHERE member = @member",
            new { member = creator.Address.ToArray() }
        );
        await _host.ClaimsAsync(creator, quest, 1);
        await worker.FillAsync();
        (await creator.GetAsync("/notifications"))["items"][0].GetProperty("position").GetInt64().ShouldBe(4);
    }

    /// <summary>The worker's connection is cut while it writes.</summary>
    private async Task KilledAsync(ServiceProvider worker)
    {
        await using var owner = await _host.Owner.OpenConnectionAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        await owner.ExecuteAsync("LOCK TABLE civic.notifications IN EXCLUSIVE MODE");
        var run = worker.FillAsync();
        await Eventually.TrueAsync(
            () =>
                _host.ScalarAsync<bool>(
                    "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity WHERE usename = 'civic_worker' "
                        + "AND datname = current_database() AND wait_event_type = 'Lock'"
                ),
            "the worker did not begin to write"
        );
        await Should.ThrowAsync<NpgsqlException>(() => run);
        await transaction.RollbackAsync();
    }
}
