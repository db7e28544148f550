using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Signatures;

public sealed class SilentNodeTests(TestDatabases databases, SharedChain chain)
{
    [Fact]
    public async Task Without_a_node_ecdsa_works_and_everything_else_is_inconclusive_never_invalid()
    {
        await using var host = await ApiHost.StartAsync(databases, chain, new() { ["Chain:RpcUrl"] = "http://127.0.0.1:9" });
        var (creator, performer, quest) = await Submitted.QuestAsync(host);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        var answer = (await performer.PostAsync($"/quests/{quest}/attestations", new { signature = Hex.Encode(PrivateKey.Generate().Sign(Hash32.Zero).ToBytes()) })).ShouldFail(503, "signature-inconclusive");
        answer.Header("Retry-After").ShouldNotBeNull();
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);

        using var member = new ApiClient(host, PrivateKey.Generate());
        var message = await member.MessageAsync();
        (await member.PostAsync("/auth/siwe", new { message, signature = "0x1234" })).ShouldFail(503, "signature-inconclusive");
        (await member.PostAsync("/auth/siwe", new { message, signature = member.Sign(message) })).ShouldBe(HttpStatusCode.OK);

        var ready = await member.GetAsync("//health/ready");
        (ready.Status, ready["status"].GetString()).ShouldBe((HttpStatusCode.OK, "degraded"));
    }

    [Fact]
    public async Task A_node_of_another_chain_makes_the_service_unready()
    {
        await using var host = await ApiHost.StartAsync(databases, chain, new() { ["Chain:Id"] = "5" });
        using var anyone = host.Anonymous();
        (await anyone.GetAsync("//health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}
