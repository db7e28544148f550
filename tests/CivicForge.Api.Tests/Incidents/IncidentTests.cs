using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Maintenance;
using CivicForge.Sandbox.Postgres;
using Npgsql;

namespace CivicForge.Api.Tests.Incidents;

/// <summary>What operators tell everybody when something is wrong: readable without signing in, and never
/// rewritten.</summary>
public sealed class IncidentTests(TestDatabases databases, SharedChain chain) : MaintainedHost(databases, chain)
{
    [Fact]
    public async Task An_incident_is_opened_told_more_about_and_resolved_before_everybodys_eyes()
    {
        var opened = (await OpenAsync("Confirmations are late", "The node is silent.")).ShouldBe(HttpStatusCode.OK);
        (opened["state"].GetString(), opened["updates"].GetArrayLength()).ShouldBe(("investigating", 1));
        var id = opened["id"].GetInt64();
        (await TellAsync(id, "identified", "The provider mends it.\n\nGo on signing.")).ShouldBe(HttpStatusCode.OK);
        (await TellAsync(id, "resolved", "All is anchored.")).ShouldBe(HttpStatusCode.OK);
        (await OpenAsync("Uploads fail", "The disk is full.")).ShouldBe(HttpStatusCode.OK);

        using var anyone = Host.Anonymous();
        var incidents = (await anyone.GetAsync("/status")).ShouldBe(HttpStatusCode.OK)["incidents"];
        incidents
            .EnumerateArray()
            .Select(i => $"{i.GetProperty("title").GetString()}: {i.GetProperty("state").GetString()}")
            .ShouldBe(["Uploads fail: investigating", "Confirmations are late: resolved"]);
        incidents[1]
            .GetProperty("updates")
            .EnumerateArray()
            .Select(u => u.GetProperty("text").GetString())
            .ShouldBe(["All is anchored.", "The provider mends it.\n\nGo on signing.", "The node is silent."]);
        incidents.ToString().ShouldNotContain(Operators, Case.Insensitive, "who wrote it is nobody else's business");
        (
            await Host.ScalarAsync<long>("SELECT count(*) FROM civic.incident_updates WHERE written_by IS NOT NULL")
        ).ShouldBe(4);
    }

    [Fact]
    public async Task Saying_the_same_twice_is_saying_it_once()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync("Uploads fail", "The disk.")));
        var id = opened.Select(o => o.ShouldBe(HttpStatusCode.OK)["id"].GetInt64()).Distinct().ShouldHaveSingleItem();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TellAsync(id, "resolved", "There is room again.")));
        (await Host.ScalarAsync<long>("SELECT count(*) FROM civic.incident_updates")).ShouldBe(2);
        (await TellAsync(id, "monitoring", "Or not.")).ShouldFail(409, "incident-resolved");
        (await OpenAsync("Uploads fail", "Again."))["id"].GetInt64().ShouldBeGreaterThan(id, "the first is over");
    }

    [Theory]
    [InlineData("", "investigating", "Text", "title")]
    [InlineData(" Title", "investigating", "Text", "title")]
    [InlineData("Title", "broken", "Text", "state")]
    [InlineData("Title", "investigating", "", "text")]
    [InlineData("Title", "investigating", "hidden\u202etext", "text")]
    public async Task What_is_no_plain_text_or_no_state_is_refused(
        string title,
        string state,
        string text,
        string field
    ) => (
            await Operator.PostAsync(
                "/operator/incidents",
                new
                {
                    title,
                    state,
                    text,
                }
            )
        ).ShouldFail(422, "validation-failed")["errors"].EnumerateObject().Select(e => e.Name).ShouldBe([field]);

    [Fact]
    public async Task Texts_are_bounded_strangers_are_refused_and_what_was_told_never_changes()
    {
        (await OpenAsync(new string('t', 121), "Text")).ShouldFail(422, "validation-failed");
        (await OpenAsync("Title", new string('t', 1001))).ShouldFail(422, "validation-failed");
        (await TellAsync(77, "resolved", "Over.")).ShouldFail(404, "incident-not-found");
        using var member = await Host.MemberAsync();
        (await member.PostAsync("/operator/incidents", new { title = "T", text = "T" })).ShouldFail(403, "forbidden");
        (await OpenAsync("Uploads fail", "The disk.")).ShouldBe(HttpStatusCode.OK);
        foreach (
            var change in new[]
            {
                "UPDATE civic.incidents SET title = 'x'",
                "UPDATE civic.incident_updates SET text = 'x'",
                "DELETE FROM civic.incident_updates",
            }
        )
        {
            await Should.ThrowAsync<PostgresException>(() => Host.ExecuteAsync(change));
        }
    }

    private Task<Answer> OpenAsync(string title, string text) =>
        Operator.PostAsync("/operator/incidents", new { title, text });

    private Task<Answer> TellAsync(long id, string state, string text) =>
        Operator.PostAsync($"/operator/incidents/{id}/updates", new { state, text });
}
