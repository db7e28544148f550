using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;
using Npgsql;

namespace CivicForge.Api.Tests.Operators;

/// <summary>Operators give points, so that a new community can begin: once for each key, within bounds, on record for
/// good.</summary>
public sealed class GrantPointsTests(TestDatabases databases, SharedChain chain) : IAsyncLifetime
{
    private readonly PrivateKey _operator = PrivateKey.Generate();
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await ApiHost.StartAsync(
            databases,
            chain,
            new()
            {
                ["Auth:Operators"] = _operator.Address.ToString(),
                ["Members:MaxGrant"] = "50",
                ["Members:MaxGrantedPerDay"] = "120",
            }
        );

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_grant_is_a_line_of_the_members_ledger_and_of_the_audit_log()
    {
        var (@operator, member) = (await _host.MemberAsync(_operator), await _host.MemberAsync());
        var granted = (await GrantAsync(@operator, member, 25, "first")).ShouldBe(HttpStatusCode.OK);
        (granted["kind"].GetString(), granted["amount"].GetInt32(), granted["result"].GetString()).ShouldBe(
            ("grant-points", 25, "granted")
        );
        (await member.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(35);
        var entry = (await member.GetAsync($"/members/{member.Address}/ledger"))["items"][0];
        (
            entry.GetProperty("amount").GetInt32(),
            entry.GetProperty("reason").GetString(),
            entry.GetProperty("kind").GetString()
        ).ShouldBe((25, "grant", "creation"));
        (await @operator.GetAsync($"/members/{member.Address}/ledger"))["items"]
            .GetArrayLength()
            .ShouldBe(0, "creation points are the member's own business");

        var line = (await @operator.GetAsync("/operator/audit"))["items"][0];
        (
            line.GetProperty("member").GetString(),
            line.GetProperty("note").GetString(),
            line.GetProperty("requestedBy").GetString()
        ).ShouldBe((member.Address.ToString(), "For the spring day", _operator.Address.ToString()));
        (await member.GetAsync("/me/export"))["grants"]
            [0]
            .GetProperty("note")
            .GetString()
            .ShouldBe("For the spring day");
        var refused = await Should.ThrowAsync<PostgresException>(() =>
            _host.ExecuteAsync("UPDATE civic.operator_commands SET amount = 1")
        );
        refused.SqlState.ShouldStartWith("23", customMessage: "also for the owner of the database");
        await Should.ThrowAsync<PostgresException>(() => _host.ExecuteAsync("DELETE FROM civic.operator_commands"));
    }

    [Fact]
    public async Task The_same_key_grants_once_also_when_it_is_sent_at_once_and_never_for_something_else()
    {
        var (@operator, member) = (await _host.MemberAsync(_operator), await _host.MemberAsync());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => GrantAsync(@operator, member, 10, "twice"))
        );
        answers.Select(a => a.ShouldBe(HttpStatusCode.OK)["id"].GetInt64()).Distinct().Count().ShouldBe(1);
        (await member.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(20);
        (await GrantAsync(@operator, member, 11, "twice")).ShouldFail(409, "idempotency-key-reused");
    }

    [Fact]
    public async Task Grants_are_bounded_each_and_in_a_day()
    {
        var (@operator, member) = (await _host.MemberAsync(_operator), await _host.MemberAsync());
        foreach (var amount in new[] { 0, -5, 51 })
        {
            (await GrantAsync(@operator, member, amount, $"bad{amount}")).ShouldFail(422, "validation-failed");
        }
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => GrantAsync(@operator, member, 50, $"day{i}"))
        );
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(2, "also when all are granted at once");
        var refused = answers.First(a => a.Status != HttpStatusCode.OK).ShouldFail(429, "grant-day-limit");
        refused["limit"].GetInt32().ShouldBe(120);
        refused.Header("Retry-After").ShouldNotBeNull();
        (await GrantAsync(@operator, member, 20, "rest")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_operators_grant_only_to_members_and_say_why()
    {
        var (@operator, member) = (await _host.MemberAsync(_operator), await _host.MemberAsync());
        (await GrantAsync(member, member, 5, "mine")).ShouldFail(403, "forbidden");
        (await GrantAsync(_host.Anonymous(), member, 5, "nobody")).ShouldFail(401, "unauthenticated");
        (
            await @operator.PostAsync(
                $"/operator/members/{PrivateKey.Generate().Address}/points",
                new { amount = 5, note = "why" },
                ("Idempotency-Key", "stranger")
            )
        ).ShouldFail(404, "member-not-found");
        (
            await @operator.PostAsync(
                $"/operator/members/{member.Address}/points",
                new { amount = 5, note = "" },
                ("Idempotency-Key", "silent")
            )
        ).ShouldFail(422, "validation-failed");
        (
            await @operator.PostAsync($"/operator/members/{member.Address}/points", new { amount = 5, note = "why" })
        ).ShouldFail(400, "invalid-query");
    }

    [Fact]
    public async Task An_erasure_beside_a_grant_leaves_the_points_and_the_operators_reason_which_nobody_else_reads()
    {
        var @operator = await _host.MemberAsync(_operator);
        for (var round = 0; round < 8; round++)
        {
            using var member = await _host.MemberAsync();
            var (granting, leaving) = (GrantAsync(@operator, member, 1, $"race{round}"), member.DeleteAsync("/me"));
            (await granting).ShouldBe(HttpStatusCode.OK);
            (await leaving).Status.ShouldBe(HttpStatusCode.NoContent);

            using var again = await _host.MemberAsync(member.Key);
            (await again.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(11);
            (await again.GetAsync("/me/export"))["grants"]
                .EnumerateArray()
                .ShouldHaveSingleItem()
                .GetProperty("note")
                .GetString()
                .ShouldBe("For the spring day", "who it is about may know it");
        }

        (await @operator.GetAsync("/operator/audit"))["items"]
            .EnumerateArray()
            .ShouldAllBe(line => line.GetProperty("note").GetString() == "For the spring day");
        using var anyone = await _host.MemberAsync();
        (await anyone.GetAsync("/operator/audit")).ShouldFail(403, "forbidden");
    }

    private static Task<Answer> GrantAsync(ApiClient by, ApiClient member, int amount, string key) =>
        by.PostAsync(
            $"/operator/members/{member.Address}/points",
            new { amount, note = "For the spring day" },
            ("Idempotency-Key", key)
        );
}
