using System.Net;
using System.Text;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Account;

public sealed class ExportTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task An_export_holds_profile_sessions_quests_files_and_ledger_and_is_saved_as_a_file()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        (await performer.PatchAsync("/me", new { displayName = "Ada" })).ShouldBe(HttpStatusCode.OK);
        var done = await creator.CreateQuestAsync(
            new
            {
                title = "Help with the tax return",
                description = "Forms, receipts and patience.",
                category = "civic",
                visibility = "parties",
            }
        );
        var key = (await creator.PostAsync($"/quests/{done}/link", new { }))
            .ShouldBe(HttpStatusCode.OK)["key"]
            .GetString()!;
        (await performer.PostAsync($"/quests/{done}/claim", new { }, ("Quest-Key", key))).ShouldBe(
            HttpStatusCode.Accepted
        );
        (await creator.PostAsync($"/quests/{done}/accept", new { address = performer.Address.ToString() })).ShouldBe(
            HttpStatusCode.OK
        );
        var hash = (await performer.UploadAsync(done, Encoding.UTF8.GetBytes("Three forms.")))["sha256"].GetString()!;
        await performer.SubmitAsync(done, "All three are filled in.", hash);
        (await performer.AttestAsync(done)).ShouldBe(HttpStatusCode.Created);
        var own = await performer.CreateQuestAsync();

        var file = (await performer.GetAsync("/me/export")).ShouldBe(HttpStatusCode.OK);

        file.Header("Content-Type").ShouldBe("application/json; charset=utf-8");
        file.Header("Content-Disposition")!.ShouldStartWith($"attachment; filename=\"civicforge-{performer.Address}-");
        file.Header("Cache-Control").ShouldBe("no-store");
        file["profile"].GetProperty("displayName").GetString().ShouldBe("Ada");
        file["sessions"].GetArrayLength().ShouldBe(1);
        file["quests"].EnumerateArray().Select(q => q.GetProperty("id").GetGuid()).ShouldBe([done, own]);
        file["quests"][0].GetProperty("title").GetString().ShouldBe("Help with the tax return");
        file["quests"]
            [0]
            .GetProperty("attestations")[0]
            .GetProperty("receipt")
            .GetProperty("signature")
            .GetString()!
            .Length.ShouldBe(132);
        var evidence = file["evidence"].EnumerateArray().ShouldHaveSingleItem();
        evidence.GetProperty("sha256").GetString().ShouldBe(hash);
        (await performer.GetAsync(evidence.GetProperty("path").GetString()!["/api/v1".Length..]))
            .ShouldBe(HttpStatusCode.OK)
            .Text.ShouldBe("Three forms.");
        file["ledger"]
            .EnumerateArray()
            .Select(e => e.GetProperty("reason").GetString())
            .ShouldBe(["sign-up", "quest-cost"]);
    }

    [Fact]
    public async Task A_long_history_is_complete_and_nobody_elses()
    {
        using var member = await _host.MemberAsync();
        await _host.ExecuteAsync(
            "INSERT INTO civic.point_entries (member, creation, reason, at) "
                + "SELECT @member, 1, 'gift-' || n, clock_timestamp() FROM generate_series(1, 350) n",
            new { member = member.Address.ToArray() }
        );
        var ids = new List<Guid>();
        for (var i = 0; i < 120; i++)
        {
            ids.Add(await member.CreateQuestAsync());
            // A member has few open quests at a time, and any number behind them.
            if (i % 20 == 19)
            {
                await _host.ExecuteAsync(
                    "UPDATE civic.quests SET status = 'EXPIRED' WHERE creator = @member",
                    new { member = member.Address.ToArray() }
                );
            }
        }

        using var other = await _host.MemberAsync();
        await other.CreateQuestAsync();

        var file = (await member.GetAsync("/me/export")).ShouldBe(HttpStatusCode.OK);

        file["quests"].EnumerateArray().Select(q => q.GetProperty("id").GetGuid()).ShouldBe(ids);
        file["ledger"].GetArrayLength().ShouldBe(1 + 350 + 120);
        (await _host.Anonymous().GetAsync("/me/export")).ShouldFail(401, "unauthenticated");
    }
}
