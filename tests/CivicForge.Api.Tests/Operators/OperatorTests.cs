using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Operators;

/// <summary>What operators see and ask for over HTTP.</summary>
public sealed class OperatorTests(TestDatabases databases, SharedChain chain) : IAsyncLifetime
{
    private readonly PrivateKey _operator = PrivateKey.Generate();
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await ApiHost.StartAsync(databases, chain, new() { ["Auth:Operators"] = _operator.Address.ToString() });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Strangers_and_members_are_kept_out()
    {
        var member = await _host.MemberAsync();
        foreach (
            var path in new[]
            {
                "/operator/anchoring",
                "/operator/transactions",
                "/operator/rewards",
                "/operator/indexer",
                "/operator/audit",
            }
        )
        {
            (await _host.Anonymous().GetAsync(path)).ShouldFail(401, "unauthenticated");
            (await member.GetAsync(path)).ShouldFail(403, "forbidden");
        }

        foreach (var path in new[] { "/operator/anchoring/pause", "/operator/indexer/reindex" })
        {
            (await member.PostAsync(path, new { })).ShouldFail(403, "forbidden");
        }
    }

    [Fact]
    public async Task A_command_is_a_row_that_waits_for_the_anchorer_and_asking_twice_is_asking_once()
    {
        var @operator = await _host.MemberAsync(_operator);
        var first = (await @operator.PostAsync("/operator/anchoring/pause", new { })).ShouldBe(HttpStatusCode.Accepted);
        var second = (await @operator.PostAsync("/operator/anchoring/pause", new { })).ShouldBe(
            HttpStatusCode.Accepted
        );
        second["id"].GetInt64().ShouldBe(first["id"].GetInt64());
        first["kind"].GetString().ShouldBe("pause-anchoring");
        (await @operator.GetAsync("/operator/audit")).ShouldBe(HttpStatusCode.OK)["items"].GetArrayLength().ShouldBe(1);

        var overview = (await @operator.GetAsync("/operator/anchoring")).ShouldBe(HttpStatusCode.OK);
        overview["waitingPairs"].GetInt64().ShouldBe(0);
        overview["pauseReason"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Every_command_stays_on_record_newest_first_with_who_gave_it()
    {
        var @operator = await _host.MemberAsync(_operator);
        foreach (var command in new[] { "pause", "resume", "run" })
        {
            (await @operator.PostAsync($"/operator/anchoring/{command}", new { })).ShouldBe(HttpStatusCode.Accepted);
        }

        var newest = (await @operator.GetAsync("/operator/audit?limit=2")).ShouldBe(HttpStatusCode.OK);
        newest["items"]
            .EnumerateArray()
            .Select(c => c.GetProperty("kind").GetString())
            .ShouldBe(["run-anchoring", "resume-anchoring"]);
        newest["items"][0].GetProperty("requestedBy").GetString().ShouldBe(_operator.Address.ToString());
        var rest = (
            await @operator.GetAsync($"/operator/audit?limit=2&cursor={newest["nextCursor"].GetString()}")
        ).ShouldBe(HttpStatusCode.OK);
        rest["items"]
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("kind")
            .GetString()
            .ShouldBe("pause-anchoring");
        rest["nextCursor"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await @operator.GetAsync("/operator/audit?cursor=nonsense")).ShouldFail(400, "invalid-query");
    }

    [Fact]
    public async Task Lists_are_paged_and_refuse_garbage()
    {
        var @operator = await _host.MemberAsync(_operator);
        (await @operator.GetAsync("/operator/transactions"))
            .ShouldBe(HttpStatusCode.OK)["items"]
            .GetArrayLength()
            .ShouldBe(0);
        (await @operator.GetAsync("/operator/rewards?state=final"))
            .ShouldBe(HttpStatusCode.OK)["nextCursor"]
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await @operator.GetAsync("/operator/rewards?state=nonsense")).ShouldFail(400, "invalid-query");
        (await @operator.GetAsync("/operator/transactions?cursor=nonsense")).ShouldFail(400, "invalid-query");
        (await @operator.PostAsync("/operator/rewards/nonsense/retry", new { })).ShouldFail(400, "invalid-id");
        (await @operator.PostAsync($"/operator/rewards/{Guid.CreateVersion7()}/retry", new { })).ShouldFail(
            404,
            "reward-not-found"
        );
        (await @operator.GetAsync("/operator/indexer")).ShouldBe(HttpStatusCode.OK);
    }
}
