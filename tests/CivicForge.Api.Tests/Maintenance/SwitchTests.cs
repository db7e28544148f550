using System.Net;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CivicForge.Api.Tests.Maintenance;

/// <summary>One switch for every process: who turned it, when and why stays for good.</summary>
public sealed class SwitchTests(TestDatabases databases, SharedChain chain) : MaintainedHost(databases, chain)
{
    [Fact]
    public async Task Every_process_follows_within_two_seconds_and_one_that_starts_later_from_its_first_request()
    {
        await using var second = await StartAnotherAsync();
        var turned = TimeProvider.System.GetTimestamp();
        (await TurnAsync("read-only", "A new disk.")).ShouldBe(HttpStatusCode.OK);
        await Task.WhenAll(RefusesAsync(Host.Url), RefusesAsync(new Uri(second.Urls.First())));
        // A machine that is busy with other things must not decide it; alone it takes a second.
        TimeProvider.System.GetElapsedTime(turned).ShouldBeLessThan(TimeSpan.FromSeconds(10));

        await using var later = await StartAnotherAsync();
        (await PostAsync(new Uri(later.Urls.First()))).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await TurnAsync("off")).ShouldBe(HttpStatusCode.OK);
        foreach (var url in new[] { Host.Url, new Uri(second.Urls.First()), new Uri(later.Urls.First()) })
        {
            await Eventually.TrueAsync(
                async () => await PostAsync(url) == HttpStatusCode.Unauthorized,
                $"{url} never goes on"
            );
        }
    }

    [Fact]
    public async Task Turning_it_to_where_it_stands_changes_nothing_and_its_history_stays()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TurnAsync("read-only", "A new disk.")));
        answers.Select(a => a.ShouldBe(HttpStatusCode.OK)["id"].GetInt64()).Distinct().Count().ShouldBe(1);
        var second = (await TurnAsync("on", "A new disk.")).ShouldBe(HttpStatusCode.OK)["id"].GetInt64();
        second.ShouldBeGreaterThan(answers[0]["id"].GetInt64());
        (await TurnAsync("off")).ShouldBe(HttpStatusCode.OK);
        (await TurnAsync("off")).ShouldBe(HttpStatusCode.OK);
        var history = (await Operator.GetAsync("/operator/maintenance"))["items"].EnumerateArray().ToList();
        history.Select(h => h.GetProperty("mode").GetString()).ShouldBe(["off", "on", "read-only"]);
        history.ShouldAllBe(h => h.GetProperty("changedBy").GetString() == Operators);
        await Should.ThrowAsync<PostgresException>(() =>
            Host.ExecuteAsync("UPDATE civic.maintenance_changes SET reason = 'another'")
        );
        await Should.ThrowAsync<PostgresException>(() => Host.ExecuteAsync("DELETE FROM civic.maintenance_changes"));
    }

    [Fact]
    public async Task It_ends_by_itself_at_the_time_that_was_said()
    {
        using var member = await Host.MemberAsync();
        await SwitchAsync("read-only", "A moment.", DateTimeOffset.UtcNow.AddSeconds(4));
        (await member.PostAsync("/quests", ApiClient.NewQuest())).ShouldFail(503, "maintenance");
        await Eventually.TrueAsync(
            async () => (await member.PostAsync("/quests", ApiClient.NewQuest())).Status == HttpStatusCode.Created,
            "nothing is written after the time"
        );
        (await member.GetAsync("/status"))["maintenance"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await TurnAsync("read-only", "A moment.", DateTimeOffset.UtcNow.AddHours(1))).ShouldBe(HttpStatusCode.OK);
        (await Host.ScalarAsync<long>("SELECT count(*) FROM civic.maintenance_changes")).ShouldBe(2);
    }

    [Theory]
    [InlineData("readonly", "A new disk.", null, "mode")]
    [InlineData("ON", "A new disk.", null, "mode")]
    [InlineData("1", "A new disk.", null, "mode")]
    [InlineData(null, "A new disk.", null, "mode")]
    [InlineData("on", null, null, "reason")]
    [InlineData("on", "two\nlines", null, "reason")]
    [InlineData("off", "It is over.", null, "reason")]
    [InlineData("on", "A new disk.", "2020-01-01T00:00:00Z", "until")]
    [InlineData("off", null, "2099-01-01T00:00:00Z", "until")]
    public async Task What_it_does_not_know_is_refused_and_changes_nothing(
        string? mode,
        string? reason,
        string? until,
        string field
    )
    {
        var refused = (
            await Operator.PostAsync(
                "/operator/maintenance",
                new
                {
                    mode,
                    reason,
                    until,
                }
            )
        ).ShouldFail(422, "validation-failed");
        refused["errors"].EnumerateObject().Select(e => e.Name).ShouldBe([field]);
        (await Host.ScalarAsync<long>("SELECT count(*) FROM civic.maintenance_changes")).ShouldBe(0);
    }

    [Fact]
    public async Task Only_operators_turn_it()
    {
        using var member = await Host.MemberAsync();
        using var anyone = Host.Anonymous();
        var body = new { mode = "on", reason = "Mine." };
        (await member.PostAsync("/operator/maintenance", body)).ShouldFail(403, "forbidden");
        (await anyone.PostAsync("/operator/maintenance", body)).ShouldFail(401, "unauthenticated");
        (await member.GetAsync("/operator/maintenance")).ShouldFail(403, "forbidden");
    }

    [Fact]
    public async Task While_the_switch_cannot_be_read_what_was_seen_last_holds()
    {
        await SwitchAsync("read-only", "A new disk.");
        await Host.ExecuteAsync("REVOKE SELECT ON civic.maintenance_changes FROM civic_api");
        await Should.ThrowAsync<PostgresException>(() =>
            Host.Services.GetRequiredService<MaintenanceWatch>().LookAsync(default)
        );
        (await PostAsync(Host.Url)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Host.ExecuteAsync("GRANT SELECT ON civic.maintenance_changes TO civic_api");
        await SwitchAsync("off");
        (await PostAsync(Host.Url)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_command_on_the_machine_turns_it_without_any_sign_in()
    {
        var turned = await VerbAsync("read-only", "--reason", "A new disk.", "--until", "2h");
        (turned.ExitCode, turned.Text).ShouldSatisfyAllConditions(
            t => t.ExitCode.ShouldBe(0, t.Text),
            t => t.Text.ShouldContain("maintenance: read-only since ")
        );
        (await VerbAsync()).Text.ShouldMatch(@"maintenance: read-only until 2\d{3}-.+ UTC: A new disk\.");
        (await Operator.GetAsync("/operator/maintenance"))["items"]
            [0]
            .GetProperty("changedBy")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await VerbAsync("readonly")).ShouldSatisfyAllConditions(
            v => v.ExitCode.ShouldBe(64),
            v => v.Text.ShouldContain("There is no mode 'readonly'; modes: on, off, read-only.")
        );
        (await VerbAsync("on")).Text.ShouldContain("--reason is required.");
        (await VerbAsync("on", "--reason", "x", "--until", "tomorrow")).ExitCode.ShouldBe(64);
        (await VerbAsync("off")).ExitCode.ShouldBe(0);
        (await VerbAsync()).Text.ShouldContain("maintenance: off");
    }

    private async Task<(int ExitCode, string Text)> VerbAsync(params string[] arguments)
    {
        await using var verb = await ChildProcess.StartAsync(
            new("dotnet", [Repository.Program("CivicForge.Api"), "maintenance", .. arguments])
            {
                Environment = new Dictionary<string, string?>
                {
                    ["ConnectionStrings__Civic"] = Host.ConnectionStringFor("civic_api"),
                },
            },
            default
        );
        return (await verb.Exited.WaitAsync(Eventually.Patience), verb.Tail);
    }

    private async Task<WebApplication> StartAnotherAsync()
    {
        var app = CivicHost.Build(
            ApiHost.Arguments(Host.Database, Host.Shared, Host.ReceiptKey, new() { ["Auth:Operators"] = Operators })
        );
        await app.StartAsync();
        return app;
    }

    private static Task RefusesAsync(Uri url) =>
        Eventually.TrueAsync(
            async () => await PostAsync(url) == HttpStatusCode.ServiceUnavailable,
            $"{url} never refuses"
        );

    private static async Task<HttpStatusCode> PostAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url };
        using var answer = await http.PostAsync("/api/v1/quests", null);
        return answer.StatusCode;
    }
}
