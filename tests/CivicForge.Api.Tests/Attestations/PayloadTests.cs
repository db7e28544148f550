using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Attestations;

public sealed class PayloadTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task The_creators_payload_is_the_protocols_typed_data_and_nothing_else()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        var payload = await creator.PayloadAsync(quest, "exceptional");
        payload.EnumerateObject().Select(m => m.Name).ShouldBe(["types", "primaryType", "domain", "message"]);
        payload
            .GetProperty("types")
            .EnumerateObject()
            .Select(m => m.Name)
            .ShouldBe(["EIP712Domain", "CreatorAttestation"]);
        payload
            .GetProperty("types")
            .GetProperty("CreatorAttestation")
            .EnumerateArray()
            .Select(f => $"{f.GetProperty("type")} {f.GetProperty("name")}")
            .ShouldBe([
                "string quest",
                "string outcome",
                "bytes16 questId",
                "address creator",
                "address performer",
                "bytes32 workHash",
                "uint32 xp",
                "uint32 reputation",
                "uint64 deadline",
            ]);
        payload
            .GetProperty("domain")
            .GetProperty("verifyingContract")
            .GetString()
            .ShouldBe(_host.Shared.Chain.Registry.ToString());
        var message = payload.GetProperty("message");
        message.GetProperty("quest").GetString().ShouldBe("Plant three young oaks");
        message.GetProperty("questId").GetString().ShouldBe("0x" + quest.ToString("N"));
        (
            message.GetProperty("outcome").GetString(),
            message.GetProperty("xp").GetInt32(),
            message.GetProperty("reputation").GetInt32()
        ).ShouldBe(("exceptional", 150, 10));
        message.GetProperty("performer").GetString().ShouldBe(performer.Address.ToString());
    }

    [Fact]
    public async Task The_performers_payload_has_no_reward_and_ignores_the_outcome()
    {
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        var payload = await performer.PayloadAsync(quest, "exceptional");
        payload.GetProperty("primaryType").GetString().ShouldBe("PerformerAttestation");
        payload
            .GetProperty("message")
            .EnumerateObject()
            .Select(m => m.Name)
            .ShouldBe(["quest", "questId", "creator", "performer", "workHash", "deadline"]);
    }

    [Fact]
    public async Task Strangers_and_early_parties_get_none()
    {
        using var stranger = await _host.MemberAsync();
        using var creator = await _host.MemberAsync();
        var open = await creator.CreateQuestAsync();
        (await creator.GetAsync($"/quests/{open}/attestation")).ShouldFail(409, "not-awaiting-attestation");
        var (_, performer, quest) = await Submitted.QuestAsync(_host);
        (await stranger.GetAsync($"/quests/{quest}/attestation")).ShouldFail(403, "not-a-party");
        (await performer.GetAsync($"/quests/{quest}/attestation?outcome=great")).ShouldFail(400, "invalid-query");
        (await performer.GetAsync($"/quests/{Guid.CreateVersion7()}/attestation")).ShouldFail(404, "quest-not-found");
    }

    [Fact]
    public async Task After_the_deadline_a_party_that_has_not_signed_gets_a_new_one_and_stored_signatures_keep_theirs()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET deadline = deadline - 31 * 86400 WHERE id = @quest",
            new { quest }
        );
        var signed = await _host.ScalarAsync<long>(
            "SELECT deadline FROM civic.attestations WHERE quest_id = @quest",
            new { quest }
        );
        (await creator.PayloadAsync(quest)).GetProperty("message").GetProperty("deadline").GetInt64().ShouldBe(signed);
        var renewed = (await performer.PayloadAsync(quest)).GetProperty("message").GetProperty("deadline").GetInt64();
        (renewed - DateTimeOffset.UtcNow.ToUnixTimeSeconds()).ShouldBeInRange(30L * 86400 - 60, 30L * 86400);
        (await performer.AttestAsync(quest))
            .ShouldBe(HttpStatusCode.Created)["quest"]
            .GetProperty("status")
            .GetString()
            .ShouldBe("COMPLETE");
        (
            await _host.ScalarAsync<long>(
                "SELECT creator_deadline FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(signed);
        (
            await _host.ScalarAsync<long>(
                "SELECT performer_deadline FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(renewed);
    }
}
