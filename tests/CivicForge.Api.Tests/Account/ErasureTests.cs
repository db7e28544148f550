using System.Net;
using System.Text;
using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Identity;
using CivicForge.Verifier;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Account;

/// <summary>DELETE /me: what a member wrote is gone, what was proven stays proven.</summary>
public sealed class ErasureTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    private const string Secret = "Zwölf Boxkämpfer";
    private readonly ApiHost _host = town.Api;
    private readonly ApiClient _anyone = town.Api.Anonymous();

    [Fact]
    public async Task Nobody_leaves_while_somebody_waits_for_them()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync(ApiClient.NewQuest(Secret));
        await performer.ClaimAsync(quest);
        foreach (var party in new[] { creator, performer })
        {
            (await party.DeleteAsync("/me"))
                .ShouldFail(409, "open-obligations")["quests"]
                .EnumerateArray()
                .Select(q => q.GetGuid())
                .ShouldBe([quest]);
        }
        await performer.SubmitAsync(quest);
        foreach (var party in new[] { creator, performer })
        {
            (await party.DeleteAsync("/me")).ShouldFail(409, "open-obligations");
        }
        (await _anyone.GetAsync($"/quests/{quest}"))["title"].GetString().ShouldBe(Secret);
        (await creator.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await _anyone.DeleteAsync("/me")).ShouldFail(401, "unauthenticated");
    }

    [Fact]
    public async Task An_open_quest_is_cancelled_and_paid_back()
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync(ApiClient.NewQuest(Secret));
        (await creator.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);

        var seen = (await _anyone.GetAsync($"/quests/{quest}")).ShouldBe(HttpStatusCode.OK);
        (seen["status"].GetString(), seen["title"].GetString(), seen["description"].GetString()).ShouldBe(
            ("CANCELLED", null, null)
        );
        seen["timeline"].EnumerateArray().Select(m => m.GetProperty("to").GetString()).ShouldBe(["OPEN", "CANCELLED"]);
        (await _anyone.GetAsync($"/members/{creator.Address}/ledger"))["items"]
            .GetArrayLength()
            .ShouldBe(0, "what quests cost is their creator's business");
        using var again = await _host.MemberAsync(creator.Key);
        (await again.GetAsync($"/members/{creator.Address}/ledger"))["items"]
            .EnumerateArray()
            .Select(i => i.GetProperty("reason").GetString())
            .ShouldBe(["refund", "quest-cost", "sign-up"]);
        (await _anyone.GetAsync($"/quests?search={Uri.EscapeDataString(Secret)}"))["items"]
            .EnumerateArray()
            .Select(q => q.GetProperty("id").GetGuid())
            .ShouldNotContain(quest);
    }

    [Fact]
    public async Task Every_text_file_salt_name_and_session_of_the_member_is_gone_from_the_database()
    {
        const string text = "Sylter Deich";
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        using var phone = await _host.MemberAsync(performer.Key);
        foreach (var party in new[] { creator, performer })
        {
            (await party.PatchAsync("/me", new { displayName = text, bio = text })).ShouldBe(HttpStatusCode.OK);
        }
        var quest = await creator.CreateQuestAsync(
            new
            {
                title = text,
                description = text + ", all of it.",
                exceptionalCriteria = text,
                category = "civic",
                tags = new[] { "boxing" },
            }
        );
        await performer.ClaimAsync(quest);
        var file = (await performer.UploadAsync(quest, Encoding.UTF8.GetBytes(text)))["sha256"].GetString()!;
        await performer.SubmitAsync(quest, text + ", Version 1.", file);
        (await creator.PostAsync($"/quests/{quest}/request-revision", new { reason = text + " again" })).ShouldBe(
            HttpStatusCode.OK
        );
        await performer.SubmitAsync(quest, text + ", Version 2.", file);
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);

        (await performer.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        var half = (await _anyone.GetAsync($"/quests/{quest}")).ShouldBe(HttpStatusCode.OK);
        half["title"].GetString().ShouldBe(text, "the creator's words are the creator's");
        half["submission"].GetProperty("text").GetString().ShouldBeNull();
        half["submission"].GetProperty("evidence")[0].GetProperty("sha256").GetString().ShouldBe(file);
        (await creator.GetAsync($"/quests/{quest}/evidence/{file}")).ShouldFail(404, "evidence-not-found");
        foreach (var device in new[] { performer, phone })
        {
            (await device.GetAsync("/me")).ShouldFail(401, "session-revoked");
            (await device.PostAsync("/auth/refresh", new { refreshToken = device.RefreshToken })).ShouldFail(
                401,
                "session-revoked"
            );
        }

        (await creator.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await RowsThatHoldAsync(text)).ShouldBeEmpty();
        (await RowsThatHoldAsync("boxing")).ShouldBeEmpty();
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.quests WHERE id = @quest AND salt IS NOT NULL",
                new { quest }
            )
        ).ShouldBe(0);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.evidence_files WHERE quest_id = @quest AND bytes IS NOT NULL",
                new { quest }
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_proof_made_after_erasure_verifies_without_titles_and_the_reward_is_paid()
    {
        var (quest, creator, performer) = await town.CompleteAsync(Secret);
        foreach (var party in new[] { creator, performer })
        {
            (await party.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        }
        await town.AnchorAsync();
        await town.FinalizeAsync();

        var proof = (await _anyone.GetAsync($"/quests/{quest}/proof?content=true")).ShouldBe(HttpStatusCode.OK);
        proof["quest"].GetProperty("title").GetString().ShouldBeNull();
        proof.Json.TryGetProperty("content", out _).ShouldBeFalse();
        var report = await new ProofVerifier(
            [new TrustedDeployment(31337, town.Chain.Registry, "this test")],
            town.Chain.Client
        ).VerifyAsync(Encoding.UTF8.GetBytes(proof.Text), TestContext.Current.CancellationToken);
        report.Verdict.ShouldBe(Verdict.Valid, string.Join('\n', report.Steps));

        await town.RelayAsync();
        await town.FinalizeAsync();
        (await _anyone.GetAsync($"/quests/{quest}"))["reward"].GetProperty("state").GetString().ShouldBe("final");
        (await _anyone.GetAsync($"/members/{performer.Address}"))["xp"].GetInt64().ShouldBe(100);
    }

    [Fact]
    public async Task Whoever_comes_back_begins_with_an_empty_profile_and_the_points_they_had()
    {
        using var member = await _host.MemberAsync();
        (await member.PatchAsync("/me", new { displayName = "Ada" })).ShouldBe(HttpStatusCode.OK);
        (await member.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        using var again = await _host.MemberAsync(member.Key);
        var me = (await again.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (me["displayName"].GetString(), me["creationPoints"].GetInt64()).ShouldBe((null, 10));
    }

    [Fact]
    public async Task Of_a_claim_and_a_creator_who_leaves_at_the_same_moment_one_is_told_no()
    {
        for (var round = 0; round < 10; round++)
        {
            var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
            var quest = await creator.CreateQuestAsync();
            var (leaving, claiming) = (
                creator.DeleteAsync("/me"),
                performer.PostAsync($"/quests/{quest}/claim", new { })
            );
            var (left, claimed) = (await leaving, await claiming);
            if (left.Status == HttpStatusCode.NoContent)
            {
                claimed.ShouldFail(409, "invalid-transition");
            }
            else
            {
                left.ShouldFail(409, "open-obligations");
            }
        }
    }

    [Fact]
    public async Task A_quest_that_is_let_go_while_its_creator_leaves_is_cancelled_too()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var (first, held) = (await creator.CreateQuestAsync(), await creator.CreateQuestAsync());
        await performer.ClaimAsync(held);
        await using var other = new NpgsqlConnection(_host.ConnectionStringFor("civic_api"));
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var locking = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await other.ExecuteAsync("SELECT FROM civic.quests WHERE id = @first FOR UPDATE", new { first });
        var leaving = creator.DeleteAsync("/me");
        await Eventually.TrueAsync(
            () =>
                _host.ScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
                        + "AND wait_event_type = 'Lock' AND query LIKE '%civic.quests%')"
                ),
            "nobody waits for the first quest"
        );
        (await performer.PostAsync($"/quests/{held}/release", new { })).ShouldBe(HttpStatusCode.OK);
        await locking.CommitAsync(TestContext.Current.CancellationToken);
        (await leaving).Status.ShouldBe(HttpStatusCode.NoContent);
        foreach (var quest in new[] { first, held })
        {
            (await _anyone.GetAsync($"/quests/{quest}"))["status"].GetString().ShouldBe("CANCELLED");
        }
        using var again = await _host.MemberAsync(creator.Key);
        (await again.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(10, "both came back");
    }

    /// <summary>Tables with a row that has this text in any column.</summary>
    private async Task<IReadOnlyList<string>> RowsThatHoldAsync(string text)
    {
        var found = new List<string>();
        foreach (
            var table in (
                await _host.ScalarAsync<string[]>(
                    "SELECT array_agg(tablename::text) FROM pg_tables WHERE schemaname = 'civic'"
                )
            )!
        )
        {
            if (
                await _host.ScalarAsync<bool>(
                    $"SELECT EXISTS (SELECT FROM civic.{table} t WHERE strpos(t::text, @text) > 0)",
                    new { text }
                )
            )
            {
                found.Add(table);
            }
        }
        return found;
    }
}
