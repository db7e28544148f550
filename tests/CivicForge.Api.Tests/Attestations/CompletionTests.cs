using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Tests.Attestations;

public sealed class CompletionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task Two_signatures_complete_a_quest_and_pay_the_performer()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        var first = (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        first["role"].GetString().ShouldBe("creator");
        first["quest"].GetProperty("status").GetString().ShouldBe("SUBMITTED");
        ReceiptIsSigned(first["receipt"]);
        first["receipt"].GetProperty("anchorBy").GetInt64().ShouldBe(0);
        first["receipt"].GetProperty("leaf").GetString().ShouldBe(Hash32.Zero.ToString());

        var second = (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        var complete = second["quest"];
        complete.GetProperty("status").GetString().ShouldBe("COMPLETE");
        var completedAt = complete.GetProperty("completedAt").GetInt64();
        second["receipt"].GetProperty("receivedAt").GetInt64().ShouldBe(completedAt);
        second["receipt"].GetProperty("anchorBy").GetInt64().ShouldBe(completedAt + 60);
        ReceiptIsSigned(second["receipt"]);
        foreach (var attestation in complete.GetProperty("attestations").EnumerateArray())
        {
            ReceiptIsSigned(attestation.GetProperty("completionReceipt"));
        }
        complete.GetProperty("anchoring").GetProperty("state").GetString().ShouldBe("waiting");
        complete.GetProperty("reward").GetProperty("state").GetString().ShouldBe("earned");
        complete
            .GetProperty("timeline")
            .EnumerateArray()
            .Select(m => m.GetProperty("to").GetString())
            .ShouldBe(["OPEN", "CLAIMED", "SUBMITTED", "COMPLETE"]);

        var profile = await performer.GetAsync("/me");
        (profile["xp"].GetInt64(), profile["reputation"].GetInt64(), profile["creationPoints"].GetInt64()).ShouldBe(
            (100, 10, 12)
        );
        (await creator.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(9);
    }

    [Fact]
    public async Task The_leaf_of_a_completion_is_the_protocols_over_the_stored_signatures()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        await performer.AttestAsync(quest);
        var second = await creator.AttestAsync(quest, "exceptional");
        var json = second["quest"];
        var signatures = await _host.ScalarAsync<string>(
            "SELECT encode(creator_signature, 'hex') || ',' || encode(performer_signature, 'hex') "
                + "FROM civic.completions WHERE quest_id = @quest",
            new { quest }
        );
        var (byCreator, byPerformer) = (
            Convert.FromHexString(signatures!.Split(',')[0]),
            Convert.FromHexString(signatures.Split(',')[1])
        );
        var expected = new CompletedQuest(
            quest,
            creator.Address,
            performer.Address,
            Hash32.Parse(json.GetProperty("submission").GetProperty("workHash").GetString()!),
            150,
            10,
            (ulong)json.GetProperty("completedAt").GetInt64(),
            SignaturesHash.Compute(byCreator, byPerformer)
        ).Leaf();
        second["receipt"].GetProperty("leaf").GetString().ShouldBe(expected.ToString());
        (await performer.GetAsync("/me"))["xp"].GetInt64().ShouldBe(150);
    }

    private void ReceiptIsSigned(JsonElement receipt)
    {
        var message = new AttestationReceipt(
            Hash32.Parse(receipt.GetProperty("attestation").GetString()!),
            Address.Parse(receipt.GetProperty("attester").GetString()!),
            receipt.GetProperty("receivedAt").GetUInt64(),
            receipt.GetProperty("anchorBy").GetUInt64(),
            Hash32.Parse(receipt.GetProperty("leaf").GetString()!)
        );
        EcdsaSignature
            .TryParse(Hex.Decode(receipt.GetProperty("signature").GetString()!), out var signature, out _)
            .ShouldBeTrue();
        Secp256k1
            .Recover(message.Digest(CivicDomain.Create(31337, _host.Shared.Chain.Registry)), signature)
            .ShouldBe(_host.ReceiptKey.Address);
    }
}
