using CivicForge.Api.Quests;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Worker;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Quests;

public sealed class ExpiryTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Due_quests_expire_with_a_refund_and_old_claims_go_back_to_open()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var (due, old, young) = (
            await creator.CreateQuestAsync(),
            await creator.CreateQuestAsync(),
            await creator.CreateQuestAsync()
        );
        await performer.ClaimAsync(old);
        await performer.ClaimAsync(young);
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET due_at = clock_timestamp() - interval '1 second' WHERE id = @due",
            new { due }
        );
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET claim_until = clock_timestamp() - interval '1 day', former_text = 'was sent "
                + "back', former_evidence = '' WHERE id = @old",
            new { old }
        );
        await using var services = Worker();
        (await services.GetRequiredService<ExpireQuests>().RunAsync(default)).ShouldBe(2);
        (await services.GetRequiredService<ExpireQuests>().RunAsync(default)).ShouldBe(0);
        (await creator.GetAsync($"/quests/{due}"))["status"].GetString().ShouldBe("EXPIRED");
        (await creator.GetAsync($"/quests/{old}"))["status"].GetString().ShouldBe("OPEN");
        (await creator.GetAsync($"/quests/{young}"))["status"].GetString().ShouldBe("CLAIMED");
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(8);
    }

    [Fact]
    public async Task What_has_run_out_is_cleared()
    {
        using var member = await _host.MemberAsync();
        await member.PostAsync("/auth/nonce", new { });
        await member.PostAsync("/quests", ApiClient.NewQuest(), ("Idempotency-Key", "old"));
        await _host.ExecuteAsync(
            "UPDATE civic.sign_in_nonces SET expires_at = expires_at - interval '1 hour'; UPDATE "
                + "civic.idempotency_keys SET created_at = created_at - interval '2 days'"
        );
        await using var services = Worker();
        (await services.GetRequiredService<ClearExpired>().RunAsync(default)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_refresh_token_used_long_ago_is_cleared_and_a_fresh_one_stays()
    {
        using var member = await _host.MemberAsync();
        var before = await _host.ScalarAsync<long>("SELECT count(*) FROM civic.refresh_tokens WHERE used_at IS NULL");
        await _host.ExecuteAsync(
            """
            INSERT INTO civic.refresh_tokens (token_hash, session_id, issued_at, used_at)
            SELECT sha256('old'), id, now() - interval '40 days', now() - interval '31 days' FROM civic.sessions LIMIT 1
            """
        );
        await using var services = Worker();
        (await services.GetRequiredService<ClearExpired>().RunSeldomAsync(default)).ShouldBe(1);
        (
            await _host.ScalarAsync<long>("SELECT count(*) FROM civic.refresh_tokens WHERE token_hash = sha256('old')")
        ).ShouldBe(0);
        (await _host.ScalarAsync<long>("SELECT count(*) FROM civic.refresh_tokens WHERE used_at IS NULL")).ShouldBe(
            before
        );
    }

    [Fact]
    public async Task Sessions_go_a_week_after_they_ended_whether_by_time_or_by_hand()
    {
        using var member = await _host.MemberAsync();
        using var other = await _host.MemberAsync();
        await _host.ExecuteAsync(
            "DELETE FROM civic.sessions WHERE member NOT IN (@one, @two)",
            new { one = member.Address.ToArray(), two = other.Address.ToArray() }
        );
        await SessionAsync(member, "revoked long ago", "interval '8 days'", "interval '-20 days'");
        await SessionAsync(member, "revoked lately", "interval '6 days'", "interval '-20 days'");
        await SessionAsync(member, "expired long ago", null, "interval '8 days'");
        await SessionAsync(member, "expired lately", null, "interval '6 days'");
        await using var services = Worker();
        await services.GetRequiredService<ClearExpired>().RunSeldomAsync(default);
        await using var connection = await _host.Owner.OpenConnectionAsync();
        (
            await connection.QueryAsync<string>(
                "SELECT user_agent FROM civic.sessions WHERE user_agent LIKE '%revoked%' "
                    + "OR user_agent LIKE '%expired%' ORDER BY 1"
            )
        ).ShouldBe(["expired lately", "revoked lately"]);
        (await member.GetAsync("/me")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Alarms_go_ninety_days_after_they_ended_and_one_that_lasts_stays_however_old()
    {
        await _host.ExecuteAsync(
            """
            INSERT INTO civic.alarms (kind, subject, detail, count, first_seen_at, last_seen_at, ended_at) VALUES
              ('storage', 'old', 'x', 1, now() - interval '200 days', now() - interval '200 days',
                  now() - interval '91 days'),
              ('storage', 'kept', 'x', 1, now() - interval '200 days', now() - interval '200 days',
                  now() - interval '89 days'),
              ('storage', 'lasting', 'x', 1, now() - interval '200 days', now() - interval '200 days', NULL)
            """
        );
        await using var services = Worker();
        await services.GetRequiredService<ClearExpired>().RunSeldomAsync(default);
        await using var connection = await _host.Owner.OpenConnectionAsync();
        (await connection.QueryAsync<string>("SELECT subject FROM civic.alarms ORDER BY 1")).ShouldBe([
            "kept",
            "lasting",
        ]);
    }

    [Fact]
    public async Task What_ran_out_is_cleared_in_pieces_to_its_end()
    {
        await _host.ExecuteAsync(
            """
            INSERT INTO civic.alarms (kind, subject, detail, count, first_seen_at, last_seen_at, ended_at)
            SELECT 'promise', n::text, 'x', 1, now() - interval '200 days', now() - interval '200 days',
                now() - interval '100 days' - n * interval '1 second' FROM generate_series(1, 20500) n
            """
        );
        await using var services = Worker();
        (await services.GetRequiredService<ClearExpired>().RunSeldomAsync(default)).ShouldBeGreaterThanOrEqualTo(20500);
        (await _host.ScalarAsync<long>("SELECT count(*) FROM civic.alarms WHERE kind = 'promise'")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_workers_at_once_move_and_refund_each_quest_once()
    {
        using var creator = await _host.MemberAsync();
        await CreateDueAsync(creator, 8);
        await using var services = Worker();
        await using var others = Worker();
        var moved = await Task.WhenAll(
            new[] { services, others, services, others }.Select(s =>
                s.GetRequiredService<ExpireQuests>().RunAsync(default)
            )
        );
        moved.Sum().ShouldBe(8);
        (await MovesAsync(creator)).ShouldBe(8);
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(10);
    }

    [Fact]
    public async Task A_quest_that_somebody_holds_waits_for_the_next_tick_and_holds_nobody_up()
    {
        using var creator = await _host.MemberAsync();
        var quests = await CreateDueAsync(creator, 3);
        await using var services = Worker();
        await using (var connection = await _host.Owner.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await connection.ExecuteAsync(
                "SELECT 1 FROM civic.quests WHERE id = @id FOR UPDATE",
                new { id = quests[0] }
            );
            (
                await services.GetRequiredService<ExpireQuests>().RunAsync(default).WaitAsync(Eventually.Patience)
            ).ShouldBe(2);
        }

        (await services.GetRequiredService<ExpireQuests>().RunAsync(default)).ShouldBe(1);
        (await MovesAsync(creator)).ShouldBe(3);
    }

    [Fact]
    public async Task A_quest_that_cannot_be_moved_does_not_hold_the_others_and_is_reported()
    {
        using var creator = await _host.MemberAsync();
        var quests = await CreateDueAsync(creator, 3);
        await _host.ExecuteAsync(
            $"""
            CREATE FUNCTION civic.break_one() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
            CREATE TRIGGER break_one BEFORE UPDATE ON civic.quests FOR EACH ROW
                WHEN (OLD.id = '{quests[0]}') EXECUTE FUNCTION civic.break_one()
            """
        );
        await using var services = Worker();
        try
        {
            (
                await Should.ThrowAsync<InvalidOperationException>(() =>
                    services.GetRequiredService<ExpireQuests>().RunAsync(default)
                )
            ).Message.ShouldContain("1 due quests could not be moved, 2 were");
        }
        finally
        {
            await _host.ExecuteAsync("DROP TRIGGER break_one ON civic.quests; DROP FUNCTION civic.break_one()");
        }

        (await services.GetRequiredService<ExpireQuests>().RunAsync(default)).ShouldBe(1);
        (await MovesAsync(creator)).ShouldBe(3);
    }

    /// <param name="revoked">How long ago; null when it never was.</param>
    private Task SessionAsync(ApiClient member, string name, string? revoked, string expired) =>
        _host.ExecuteAsync(
            $"""
            INSERT INTO civic.sessions (id, member, user_agent, created_at, last_used_at, expires_at, revoked_at)
            VALUES (gen_random_uuid(), @member, @name, now() - interval '40 days', now() - interval '40 days',
                now() - {expired}, {(revoked is null ? "NULL" : $"now() - {revoked}")})
            """,
            new { member = member.Address.ToArray(), name }
        );

    private async Task<Guid[]> CreateDueAsync(ApiClient creator, int count)
    {
        var quests = new Guid[count];
        for (var i = 0; i < count; i++)
        {
            quests[i] = await creator.CreateQuestAsync();
        }
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET due_at = clock_timestamp() - interval '1 second' WHERE id = ANY(@quests)",
            new { quests }
        );
        return quests;
    }

    private async Task<long> MovesAsync(ApiClient creator) =>
        await _host.ScalarAsync<long>(
            "SELECT count(*) FROM civic.quest_moves m JOIN civic.quests q ON q.id = m.quest_id "
                + "WHERE q.creator = @creator AND m.to_status = 'EXPIRED'",
            new { creator = creator.Address.ToArray() }
        );

    /// <summary>The services of role worker, as its database user.</summary>
    private ServiceProvider Worker() =>
        new ServiceCollection()
            .AddLogging()
            .WithConnection(_host.ConnectionStringFor("civic_worker"))
            .BuildServiceProvider();
}
