using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

/// <summary>Work that comes back to its performer: sent back by the creator, or withdrawn.</summary>
public sealed class SentBackTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Work = "All three are planted.";
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task The_parties_see_what_was_sent_back_and_why_until_the_next_submission()
    {
        var (creator, performer, quest, file) = await SubmittedAsync();
        (
            await creator.PostAsync(
                $"/quests/{quest}/request-revision",
                new { reason = "One oak leans, please stake it." }
            )
        ).ShouldBe(HttpStatusCode.OK);
        foreach (var party in new[] { creator, performer })
        {
            var revision = (await party.GetAsync($"/quests/{quest}"))["revision"];
            (revision.GetProperty("reason").GetString(), revision.GetProperty("by").GetString()).ShouldBe(
                ("One oak leans, please stake it.", creator.Address.ToString())
            );
            revision.GetProperty("submission").GetProperty("text").GetString().ShouldBe(Work);
            revision
                .GetProperty("submission")
                .GetProperty("evidence")
                .EnumerateArray()
                .Single()
                .GetProperty("sha256")
                .GetString()
                .ShouldBe(file);
            (await party.GetAsync($"/quests/{quest}/evidence/{file}")).ShouldBe(HttpStatusCode.OK);
        }

        using var stranger = await _host.MemberAsync();
        using var anyone = _host.Anonymous();
        foreach (var other in new[] { stranger, anyone })
        {
            var seen = await other.GetAsync($"/quests/{quest}");
            seen["revision"].ValueKind.ShouldBe(JsonValueKind.Null);
            seen.Text.ShouldNotContain(Work);
            seen.Text.ShouldNotContain(file);
        }

        await performer.SubmitAsync(quest, "Now the third is staked.", file);
        (await performer.GetAsync($"/quests/{quest}"))["revision"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await RowsWithFormerAsync(quest)).ShouldBe(0);
    }

    [Fact]
    public async Task A_performer_withdraws_what_nobody_has_signed()
    {
        var (creator, performer, quest, file) = await SubmittedAsync();
        (await performer.GetAsync($"/quests/{quest}"))["actions"]
            .EnumerateArray()
            .Select(a => a.GetString())
            .ShouldBe(["attest", "withdraw", "nudge"]);
        (await creator.PostAsync($"/quests/{quest}/withdraw", new { })).ShouldFail(403, "not-a-party");
        using var stranger = await _host.MemberAsync();
        (await stranger.PostAsync($"/quests/{quest}/withdraw", new { })).ShouldFail(403, "not-a-party");
        var withdrawn = (await performer.PostAsync($"/quests/{quest}/withdraw", new { })).ShouldBe(HttpStatusCode.OK);
        (withdrawn["status"].GetString(), withdrawn["submission"].ValueKind).ShouldBe(("CLAIMED", JsonValueKind.Null));
        withdrawn["revision"].GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
        withdrawn["revision"].GetProperty("by").GetString().ShouldBe(performer.Address.ToString());
        withdrawn["revision"].GetProperty("submission").GetProperty("text").GetString().ShouldBe(Work);
        (await performer.PostAsync($"/quests/{quest}/withdraw", new { })).ShouldBe(HttpStatusCode.OK);
        (await performer.GetAsync($"/quests/{quest}"))["timeline"].GetArrayLength().ShouldBe(4);
        await performer.SubmitAsync(quest, "Something better.", file);
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await performer.PostAsync($"/quests/{quest}/withdraw", new { })).ShouldFail(409, "invalid-transition");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_party_has_signed_is_not_withdrawn(bool byCreator)
    {
        var (creator, performer, quest, _) = await SubmittedAsync();
        (await (byCreator ? creator : performer).AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await performer.PostAsync($"/quests/{quest}/withdraw", new { })).ShouldFail(409, "already-signed");
        (await performer.GetAsync($"/quests/{quest}"))["actions"]
            .EnumerateArray()
            .Select(a => a.GetString())
            .ShouldNotContain("withdraw");
    }

    [Fact]
    public async Task Of_a_signature_and_a_withdrawal_at_the_same_moment_one_is_told_no()
    {
        for (var round = 0; round < 10; round++)
        {
            var (creator, performer, quest, _) = await SubmittedAsync();
            var signature = creator.Sign(TypedDataHash.Of(await creator.PayloadAsync(quest)));
            var (signing, withdrawing) = (
                creator.PostAsync($"/quests/{quest}/attestations", new { signature }),
                performer.PostAsync($"/quests/{quest}/withdraw", new { })
            );
            var (signed, withdrawn) = (await signing, await withdrawing);
            if (withdrawn.Status == HttpStatusCode.OK)
            {
                signed.ShouldFail(409, "not-awaiting-attestation");
            }
            else
            {
                (
                    signed.ShouldBe(HttpStatusCode.Created).Status,
                    withdrawn.ShouldFail(409, "already-signed").Status
                ).ShouldNotBe(default);
            }
        }
    }

    [Fact]
    public async Task Handing_in_and_withdrawing_gains_no_time()
    {
        var (_, performer, quest, _) = await SubmittedAsync();
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET claim_until = claim_until - interval '20 days', submitted_at = submitted_at - "
                + "interval '8 days' WHERE id = @quest",
            new { quest }
        );
        (await performer.PostAsync($"/quests/{quest}/withdraw", new { })).ShouldBe(HttpStatusCode.OK);
        var days = await _host.ScalarAsync<double>(
            "SELECT extract(epoch FROM claim_until - clock_timestamp()) / 86400 FROM civic.quests WHERE id = @quest",
            new { quest }
        );
        days.ShouldBe(2, 0.1);
    }

    [Theory]
    [InlineData("release")]
    [InlineData("erasure")]
    public async Task Nothing_of_it_stays_when_the_performer_is_gone(string way)
    {
        var (creator, performer, quest, _) = await SubmittedAsync();
        (
            await creator.PostAsync(
                $"/quests/{quest}/request-revision",
                new { reason = "One oak leans, please stake it." }
            )
        ).ShouldBe(HttpStatusCode.OK);
        (await RowsWithFormerAsync(quest)).ShouldBe(1);
        if (way == "release")
        {
            (await performer.PostAsync($"/quests/{quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        }
        else
        {
            await _host.ExecuteAsync("UPDATE civic.quests SET status = 'EXPIRED' WHERE id = @quest", new { quest });
            (await performer.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        }

        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.quests WHERE id = @quest AND former_text IS NOT NULL",
                new { quest }
            )
        ).ShouldBe(0);
    }

    private Task<long> RowsWithFormerAsync(Guid quest) =>
        _host.ScalarAsync<long>(
            "SELECT count(*) FROM civic.quests WHERE id = @quest AND former_text IS NOT NULL "
                + "AND former_evidence IS NOT NULL",
            new { quest }
        );

    private async Task<(ApiClient Creator, ApiClient Performer, Guid Quest, string File)> SubmittedAsync()
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        var file = (await performer.UploadAsync(quest, "three oaks, all upright"u8.ToArray()))
            .ShouldBe(HttpStatusCode.Created)["sha256"]
            .GetString()!;
        await performer.SubmitAsync(quest, Work, file);
        return (creator, performer, quest, file);
    }
}
