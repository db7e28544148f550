using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Maintenance;

/// <summary>What the switch stops, and what goes on.</summary>
public sealed partial class ReadOnlyTests(TestDatabases databases, SharedChain chain) : MaintainedHost(databases, chain)
{
    private const string Reason = "The database moves to a larger disk";

    [Fact]
    public async Task Every_write_of_members_is_refused_with_the_reason_and_every_read_is_answered()
    {
        using var member = await Host.MemberAsync();
        var quest = await member.CreateQuestAsync();
        var until = DateTimeOffset.UtcNow.AddMinutes(2);
        await SwitchAsync("read-only", Reason, until);

        foreach (var (method, path) in Operations(quest))
        {
            var answer = await member.SendAsync(method, path, method == HttpMethod.Get ? null : new { });
            if (method == HttpMethod.Get)
            {
                answer.Status.ShouldNotBe(HttpStatusCode.ServiceUnavailable, path);
                continue;
            }
            answer.ShouldFail(503, "maintenance");
            (answer["mode"].GetString(), answer["reason"].GetString()).ShouldBe(("read-only", Reason), path);
            answer["detail"].GetString().ShouldStartWith($"{Reason}. Nothing was changed");
            answer["until"].GetDateTime().ShouldBe(until.UtcDateTime, TimeSpan.FromSeconds(1));
            int.Parse(answer.Header("Retry-After")!).ShouldBeInRange(1, 120, path);
        }
        (await member.GetAsync($"/quests/{quest}"))["status"].GetString().ShouldBe("OPEN");
    }

    [Fact]
    public async Task Who_reads_stays_signed_in_and_who_wants_to_read_gets_in()
    {
        using var member = await Host.MemberAsync();
        await SwitchAsync("read-only", Reason);
        (await member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken })).ShouldBe(
            HttpStatusCode.OK
        );
        using var other = await Host.MemberAsync();
        (await other.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_write_that_was_let_in_before_is_carried_out_and_the_next_one_is_refused()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(Host);
        Task<Answer> begun;
        await using (var connection = await Host.Owner.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var hold = new Npgsql.NpgsqlCommand(
                "SELECT 1 FROM civic.quests WHERE id = $1 FOR UPDATE",
                connection
            )
            {
                Parameters = { new() { Value = quest } },
            };
            await hold.ExecuteNonQueryAsync();
            begun = creator.AttestAsync(quest);
            await Eventually.TrueAsync(
                () =>
                    Host.ScalarAsync<bool>(
                        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
                            + "AND wait_event_type = 'Lock')"
                    ),
                "the signature does not wait for its quest"
            );
            await SwitchAsync("read-only", Reason);
            await transaction.CommitAsync();
        }
        (await begun).ShouldBe(HttpStatusCode.Created);
        (
            await performer.PostAsync($"/quests/{quest}/attestations", new { signature = "0x", outcome = "done" })
        ).ShouldFail(503, "maintenance");
        (await Host.ScalarAsync<long>("SELECT count(*) FROM civic.attestations")).ShouldBe(1);
        await SwitchAsync("off");
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Under_maintenance_only_the_status_signing_in_and_operators_are_answered()
    {
        using var member = await Host.MemberAsync();
        await SwitchAsync("on", Reason);
        foreach (var (method, path) in Operations(Guid.CreateVersion7()))
        {
            (await member.SendAsync(method, path, method == HttpMethod.Get ? null : new { })).ShouldFail(
                503,
                "maintenance"
            );
        }
        (await member.GetAsync("/status"))["maintenance"].GetProperty("mode").GetString().ShouldBe("on");
        (await Operator.GetAsync("/operator/alarms")).ShouldBe(HttpStatusCode.OK);
        (await member.GetAsync("//openapi/v1.json")).ShouldBe(HttpStatusCode.OK);
        (await TurnAsync("off")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_and_metrics_say_what_is_switched_on_and_the_process_stays_in_service()
    {
        await SwitchAsync("read-only", Reason);
        using var anyone = Host.Anonymous();
        JsonElement check = default;
        await Eventually.TrueAsync(
            async () =>
            {
                var health = (await anyone.GetAsync("//health/ready")).ShouldBe(HttpStatusCode.OK);
                check = health["checks"]
                    .EnumerateArray()
                    .Single(c => c.GetProperty("name").GetString() == "maintenance");
                return check.GetProperty("reason").ValueKind != JsonValueKind.Null;
            },
            "health never says so"
        );
        check.GetProperty("status").GetString().ShouldBe("ok");
        check.GetProperty("reason").GetString().ShouldBe($"read-only: {Reason}");
        (await Host.MetricsAsync()).ShouldContain("""civicforge_maintenance{mode="read-only"} 1""");
        (await Host.MetricsAsync()).ShouldContain("""civicforge_problems_total{code="maintenance"} """);
    }

    /// <summary>All operations of members, with something for their parameters.</summary>
    private IEnumerable<(HttpMethod Method, string Path)> Operations(Guid quest)
    {
        var found = (
            from endpoint in Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let pattern = endpoint.RoutePattern.RawText ?? ""
            where pattern.StartsWith("/api/v1", StringComparison.Ordinal)
            where endpoint.Metadata.GetMetadata<GoesOn>() is null && !pattern.EndsWith("/events")
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select (
                HttpMethod.Parse(method),
                Parameter().Replace(pattern["/api/v1".Length..].Replace("{id}", quest.ToString()), "x")
            )
        ).ToList();
        found.Count.ShouldBeGreaterThan(35);
        return found;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
