using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Quests;
using CivicForge.Api.Worker;
using CivicForge.Chain;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Events;

/// <summary>What is kept of what happened: each once, with who did it and whom it concerns, and no text.</summary>
public sealed class StoredEventTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Every_move_and_signature_is_one_event_and_a_repetition_is_none()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        (await performer.PostAsync($"/quests/{quest}/claim", new { })).ShouldBe(HttpStatusCode.OK);
        await performer.SubmitAsync(quest);
        (
            await creator.PostAsync($"/quests/{quest}/request-revision", new { reason = "The third oak is missing." })
        ).ShouldBe(HttpStatusCode.OK);
        await performer.SubmitAsync(quest);
        await creator.AttestAsync(quest);
        await creator.AttestAsync(quest);
        await performer.AttestAsync(quest);

        var (c, p) = (creator.Address, performer.Address);
        (await OfAsync(quest)).ShouldBe([
            ("quest.posted", c, "OPEN"),
            ("quest.claimed", p, "CLAIMED"),
            ("quest.submitted", p, "SUBMITTED"),
            ("quest.revision-requested", c, "CLAIMED"),
            ("quest.submitted", p, "SUBMITTED"),
            ("attestation.signed", c, "SUBMITTED"),
            ("quest.completed", p, "COMPLETE"),
        ]);
    }

    [Fact]
    public async Task Whoever_leaves_a_quest_is_a_party_of_that_event_and_of_no_later_one()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        (await performer.PostAsync($"/quests/{quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        (await creator.DeleteAsync($"/quests/{quest}")).ShouldBe(HttpStatusCode.OK);
        byte[] one = creator.Address.ToArray(),
            both = [.. one, .. performer.Address.ToArray()];
        await using var connection = await _host.Owner.OpenConnectionAsync();
        (
            await connection.QueryAsync<byte[]>(
                "SELECT parties FROM civic.events WHERE subject = uuid_send(@quest) ORDER BY id",
                new { quest }
            )
        ).ShouldBe([one, both, both, one]);
    }

    [Fact]
    public async Task Who_asks_for_a_private_quest_and_who_was_erased_is_named_by_no_event()
    {
        var town = await PrivateTown.OpenAsync(_host);
        using var asking = await _host.MemberAsync();
        (
            (int)(await asking.PostAsync($"/quests/{town.Quest}/claim", new { }, ("Quest-Key", town.Key))).Status
        ).ShouldBe(202);
        (await town.Creator.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await OfAsync(town.Quest)).ShouldBe([
            ("quest.posted", town.Creator.Address, "OPEN"),
            ("quest.linked", town.Creator.Address, "OPEN"),
            ("quest.requested", null, "OPEN"),
            ("quest.cancelled", null, "CANCELLED"),
            ("quest.erased", null, "CANCELLED"),
        ]);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.events WHERE actor = @asking OR position(@asking IN parties) > 0",
                new { asking = asking.Address.ToArray() }
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_request_for_a_private_quest_is_accepted_by_its_creator_and_both_are_parties_of_that()
    {
        var town = await PrivateTown.OpenAsync(_host);
        await town.GiveToAsync(town.Key, town.Performer, release: false);
        (await OfAsync(town.Quest)).Last().ShouldBe(("quest.claimed", town.Creator.Address, "CLAIMED"));
        (
            await _host.ScalarAsync<byte[]>(
                "SELECT parties FROM civic.events WHERE kind = 'quest.claimed' AND subject = uuid_send(@quest)",
                new { quest = town.Quest }
            )
        ).ShouldBe([.. town.Creator.Address.ToArray(), .. town.Performer.Address.ToArray()]);
    }

    [Fact]
    public async Task Old_events_are_cleared_in_pieces_to_their_end_and_younger_ones_stay()
    {
        await _host.ExecuteAsync(
            """
            UPDATE civic.events SET at = now() - interval '91 days';
            INSERT INTO civic.events (at, kind, subject, visibility, status)
            SELECT now() - interval '91 days', 'quest.posted', uuid_send(gen_random_uuid()), 'public', 'OPEN'
            FROM generate_series(1, 20500);
            INSERT INTO civic.events (at, kind, subject, visibility, status)
            VALUES (now() - interval '89 days', 'quest.posted', uuid_send(gen_random_uuid()), 'public', 'OPEN')
            """
        );
        await using var services = new ServiceCollection()
            .AddLogging()
            .WithConnection(_host.ConnectionStringFor("civic_worker"))
            .BuildServiceProvider();
        (await services.GetRequiredService<ClearExpired>().RunSeldomAsync(default)).ShouldBeGreaterThanOrEqualTo(20500);
        (
            await _host.ScalarAsync<long>("SELECT count(*) FROM civic.events WHERE at < now() - interval '90 days'")
        ).ShouldBe(0);
        (
            await _host.ScalarAsync<long>("SELECT count(*) FROM civic.events WHERE at < now() - interval '88 days'")
        ).ShouldBe(1);
    }

    private async Task<List<(string Kind, Address? Actor, string Status)>> OfAsync(Guid quest)
    {
        await using var connection = await _host.Owner.OpenConnectionAsync();
        return
        [
            .. (
                await connection.QueryAsync<(string Kind, byte[]? Actor, string Status)>(
                    "SELECT kind, actor, status FROM civic.events WHERE subject = uuid_send(@quest) ORDER BY id",
                    new { quest }
                )
            ).Select(e => (e.Kind, e.Actor is null ? (Address?)null : new Address(e.Actor), e.Status)),
        ];
    }
}
