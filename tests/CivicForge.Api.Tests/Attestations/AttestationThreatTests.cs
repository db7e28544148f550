using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Attestations;

/// <summary>Signatures that are somehow wrong: none is stored, and each says why.</summary>
public sealed class AttestationThreatTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_signature_over_other_typed_data_is_a_mismatch()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        var own = await performer.PayloadAsync(quest);
        await RefusedAsync(
            performer,
            quest,
            performer.Sign(TypedDataHash.Of(await creator.PayloadAsync(quest))),
            "the other role"
        );
        await RefusedAsync(
            performer,
            quest,
            performer.Sign(TypedDataHash.Of(Edit(own, "domain", "chainId", 1))),
            "another chain"
        );
        await RefusedAsync(
            performer,
            quest,
            performer.Sign(TypedDataHash.Of(Edit(own, "domain", "verifyingContract", performer.Address.ToString()))),
            "another contract"
        );
        await RefusedAsync(
            performer,
            quest,
            performer.Sign(TypedDataHash.Of(Edit(own, "domain", "name", "CivicForgery"))),
            "another name"
        );
        await RefusedAsync(
            performer,
            quest,
            performer.Sign(
                TypedDataHash.Of(Edit(own, "message", "questId", "0x" + Guid.CreateVersion7().ToString("N")))
            ),
            "another quest"
        );
        await RefusedAsync(
            performer,
            quest,
            performer.Sign(TypedDataHash.Of(Edit(own, "message", "workHash", "0x" + new string('1', 64)))),
            "edited work"
        );
        await RefusedAsync(
            performer,
            quest,
            performer.Sign(TypedDataHash.Of(Edit(own, "message", "quest", "Plant no oaks at all"))),
            "another title"
        );
        await RefusedAsync(
            performer,
            quest,
            performer.Sign(TypedDataHash.Of(Edit(own, "message", "deadline", 4_000_000_000))),
            "another deadline"
        );
        await RefusedAsync(performer, quest, creator.Sign(TypedDataHash.Of(own)), "a third wallet");
        await RefusedAsync(
            creator,
            quest,
            creator.Sign(TypedDataHash.Of(Edit(await creator.PayloadAsync(quest), "message", "xp", 1000))),
            "another reward"
        );
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.attestations WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_signature_from_before_a_revision_is_a_mismatch()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        var stale = performer.Sign(TypedDataHash.Of(await performer.PayloadAsync(quest)));
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        await creator.PostAsync(
            $"/quests/{quest}/request-revision",
            new { reason = "One oak leans, please stake it." }
        );
        (await performer.PostAsync($"/quests/{quest}/attestations", new { signature = stale })).ShouldFail(
            409,
            "not-awaiting-attestation"
        );
        await performer.SubmitAsync(quest);
        await RefusedAsync(performer, quest, stale, "the old work hash");
        (await creator.GetAsync($"/quests/{quest}"))["attestations"].GetArrayLength().ShouldBe(0);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.attestations WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(3);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x00")]
    [InlineData("garbage")]
    [InlineData("0X00")]
    [InlineData("0xABCD")]
    [InlineData("0xabc")]
    public async Task Bytes_that_are_no_signature_are_invalid(string signature)
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        (await performer.PostAsync($"/quests/{quest}/attestations", new { signature })).ShouldFail(
            422,
            "signature-invalid"
        );
    }

    [Fact]
    public async Task Zero_and_overflowing_values_a_wrong_v_and_too_many_bytes_are_invalid()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        var good = Hex.Decode(performer.Sign(TypedDataHash.Of(await performer.PayloadAsync(quest))));
        byte[] zeroR = [.. new byte[32], .. good[32..]],
            hugeR = [.. Enumerable.Repeat((byte)0xff, 32), .. good[32..]],
            wrongV = [.. good[..64], 29];
        foreach (var bad in (byte[][])[zeroR, hugeR, wrongV, good[..63], [.. good, 0], new byte[16 * 1024 + 1]])
        {
            (
                await performer.PostAsync($"/quests/{quest}/attestations", new { signature = Hex.Encode(bad) })
            ).ShouldFail(422, "signature-invalid");
        }
    }

    [Fact]
    public async Task The_high_s_twin_of_a_good_signature_is_malleable()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        var good = Hex.Decode(performer.Sign(TypedDataHash.Of(await performer.PayloadAsync(quest))));
        var s = new System.Numerics.BigInteger(good.AsSpan(32, 32), isUnsigned: true, isBigEndian: true);
        var high = new System.Numerics.BigInteger(EcdsaSignature.Order.Bytes, isUnsigned: true, isBigEndian: true) - s;
        byte[] twin =
        [
            .. good[..32],
            .. high.ToByteArray(isUnsigned: true, isBigEndian: true),
            (byte)(good[64] == 27 ? 28 : 27),
        ];
        (await performer.PostAsync($"/quests/{quest}/attestations", new { signature = Hex.Encode(twin) })).ShouldFail(
            422,
            "signature-malleable"
        );
    }

    [Fact]
    public async Task Compact_signatures_and_v_0_or_1_are_taken_and_stored_as_65_bytes_with_v_27_or_28()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        var bytes = Hex.Decode(performer.Sign(TypedDataHash.Of(await performer.PayloadAsync(quest))));
        byte[] compact = [.. bytes[..64]];
        if (bytes[64] == 28)
        {
            compact[32] |= 0x80;
        }
        (await performer.PostAsync($"/quests/{quest}/attestations", new { signature = Hex.Encode(compact) })).ShouldBe(
            HttpStatusCode.Created
        );
        var other = Hex.Decode(creator.Sign(TypedDataHash.Of(await creator.PayloadAsync(quest))));
        other[64] -= 27;
        (await creator.PostAsync($"/quests/{quest}/attestations", new { signature = Hex.Encode(other) })).ShouldBe(
            HttpStatusCode.Created
        );
        (
            await _host.ScalarAsync<byte[]>(
                "SELECT performer_signature FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(bytes);
    }

    [Fact]
    public async Task After_the_deadline_the_signature_comes_too_late()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET deadline = extract(epoch FROM clock_timestamp())::bigint - 2 WHERE id = @quest",
            new { quest }
        );
        (
            await performer.PostAsync($"/quests/{quest}/attestations", new { signature = "0x" + new string('1', 130) })
        ).ShouldFail(410, "deadline-passed");
    }

    [Fact]
    public async Task Strangers_may_not_attest_and_open_quests_cannot_be_attested()
    {
        using var stranger = await _host.MemberAsync();
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        (await stranger.PostAsync($"/quests/{quest}/attestations", new { signature = "0x" })).ShouldFail(
            403,
            "not-a-party"
        );
        (
            await stranger.PostAsync($"/quests/{Guid.CreateVersion7()}/attestations", new { signature = "0x" })
        ).ShouldFail(404, "quest-not-found");
        (await performer.PostAsync($"/quests/{quest}/attestations", new { signature = (string?)null })).ShouldFail(
            422,
            "validation-failed"
        );
        (
            await creator.PostAsync($"/quests/{quest}/attestations", new { signature = "0x", outcome = "great" })
        ).ShouldFail(422, "validation-failed");
        var open = await creator.CreateQuestAsync();
        (await creator.PostAsync($"/quests/{open}/attestations", new { signature = "0x" })).ShouldFail(
            409,
            "not-awaiting-attestation"
        );
    }

    [Fact]
    public async Task A_creator_cannot_change_the_outcome_afterwards()
    {
        var (creator, _, quest) = await Submitted.QuestAsync(_host);
        (await creator.AttestAsync(quest, "exceptional")).ShouldBe(HttpStatusCode.Created);
        (await creator.PostAsync($"/quests/{quest}/attestations", new { signature = "0x", outcome = "done" }))
            .ShouldFail(409, "already-attested")["outcome"]
            .GetString()
            .ShouldBe("exceptional");
    }

    [Fact]
    public async Task A_repeated_signature_gets_the_first_record_and_receipt_also_after_completion()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        var signature = creator.Sign(TypedDataHash.Of(await creator.PayloadAsync(quest)));
        var first = (await creator.PostAsync($"/quests/{quest}/attestations", new { signature }))
            .ShouldBe(HttpStatusCode.Created)["receipt"]
            .GetRawText();
        (await creator.PostAsync($"/quests/{quest}/attestations", new { signature }))
            .ShouldBe(HttpStatusCode.OK)["receipt"]
            .GetRawText()
            .ShouldBe(first);
        var second = (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        var later = (await creator.PostAsync($"/quests/{quest}/attestations", new { signature })).ShouldBe(
            HttpStatusCode.OK
        );
        later["receipt"].GetRawText().ShouldBe(first);
        later["quest"].GetProperty("status").GetString().ShouldBe("COMPLETE");
        var again = await performer.PostAsync(
            $"/quests/{quest}/attestations",
            new { signature = await StoredAsync(quest, "performer") }
        );
        again.ShouldBe(HttpStatusCode.OK)["receipt"].GetRawText().ShouldBe(second["receipt"].GetRawText());
        await RefusedAsync(performer, quest, signature, "another's signature after completion");
    }

    [Fact]
    public async Task A_hundred_parallel_identical_attestations_are_one_record_one_receipt_one_reward()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        var signature = performer.Sign(TypedDataHash.Of(await performer.PayloadAsync(quest)));
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(_ => performer.PostAsync($"/quests/{quest}/attestations", new { signature }))
        );
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created || a.Status == HttpStatusCode.OK);
        answers.Select(a => a["receipt"].GetRawText()).Distinct().Count().ShouldBe(1);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.attestations WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(2);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(1);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.point_entries WHERE quest_id = @quest AND reason = 'completion' "
                    + "AND creation > 0 AND xp > 0 AND reputation > 0",
                new { quest }
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Both_second_signatures_at_once_make_one_completion()
    {
        for (var i = 0; i < 10; i++)
        {
            var (creator, performer, quest) = await Submitted.QuestAsync(_host);
            var byCreator = creator.Sign(TypedDataHash.Of(await creator.PayloadAsync(quest)));
            var byPerformer = performer.Sign(TypedDataHash.Of(await performer.PayloadAsync(quest)));
            var answers = await Task.WhenAll(
                creator.PostAsync($"/quests/{quest}/attestations", new { signature = byCreator }),
                performer.PostAsync($"/quests/{quest}/attestations", new { signature = byPerformer })
            );
            answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
            answers.Count(a => a["receipt"].GetProperty("anchorBy").GetInt64() > 0).ShouldBe(1);
            (
                await _host.ScalarAsync<long>(
                    "SELECT count(*) FROM civic.completions WHERE quest_id = @quest",
                    new { quest }
                )
            ).ShouldBe(1);
            (
                await _host.ScalarAsync<long>(
                    "SELECT count(*) FROM civic.attestations WHERE quest_id = @quest AND storage_receipt IS NULL",
                    new { quest }
                )
            ).ShouldBe(1, "one of them was the second");
        }
    }

    [Fact]
    public async Task A_revision_and_the_second_signature_at_once_never_both_win()
    {
        for (var i = 0; i < 10; i++)
        {
            var (creator, performer, quest) = await Submitted.QuestAsync(_host);
            await creator.AttestAsync(quest);
            var signature = performer.Sign(TypedDataHash.Of(await performer.PayloadAsync(quest)));
            var answers = await Task.WhenAll(
                performer.PostAsync($"/quests/{quest}/attestations", new { signature }),
                creator.PostAsync(
                    $"/quests/{quest}/request-revision",
                    new { reason = "One oak leans, please stake it." }
                )
            );
            var completed = await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            );
            (answers[0].Status == HttpStatusCode.Created).ShouldBe(completed == 1);
            (answers[1].Status == HttpStatusCode.OK).ShouldBe(completed == 0, answers[1].Text);
        }
    }

    private static async Task RefusedAsync(ApiClient party, Guid quest, string signature, string why) =>
        (await party.PostAsync($"/quests/{quest}/attestations", new { signature })).Code.ShouldBe(
            "signer-mismatch",
            why
        );

    private async Task<string> StoredAsync(Guid quest, string role) =>
        Hex.Encode(
            (
                await _host.ScalarAsync<byte[]>(
                    "SELECT signature FROM civic.attestations WHERE quest_id = @quest AND role = @role",
                    new { quest, role }
                )
            )!
        );

    private static JsonElement Edit(JsonElement payload, string part, string member, JsonNode value)
    {
        var copy = JsonNode.Parse(payload.GetRawText())!;
        copy[part]![member] = value;
        return JsonDocument.Parse(copy.ToJsonString()).RootElement;
    }
}
