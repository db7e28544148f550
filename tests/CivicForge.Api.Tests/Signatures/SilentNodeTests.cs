using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Signatures;

public sealed class SilentNodeTests(TestDatabases databases, SharedChain chain)
{
    [Fact]
    public async Task Without_a_node_ecdsa_works_and_everything_else_is_inconclusive_never_invalid()
    {
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["Chain:RpcUrl"] = "http://127.0.0.1:9" }
        );
        var (creator, performer, quest) = await Submitted.QuestAsync(host);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        var answer = (
            await performer.PostAsync(
                $"/quests/{quest}/attestations",
                new { signature = Hex.Encode(PrivateKey.Generate().Sign(Hash32.Zero).ToBytes()) }
            )
        ).ShouldFail(503, "signature-inconclusive");
        answer.Header("Retry-After").ShouldNotBeNull();
        (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);

        using var member = new ApiClient(host, PrivateKey.Generate());
        var message = await member.MessageAsync();
        (await member.PostAsync("/auth/siwe", new { message, signature = "0x1234" })).ShouldFail(
            503,
            "signature-inconclusive"
        );
        (await member.PostAsync("/auth/siwe", new { message, signature = member.Sign(message) })).ShouldBe(
            HttpStatusCode.OK
        );

        var ready = await member.GetAsync("//health/ready");
        (ready.Status, ready["status"].GetString()).ShouldBe((HttpStatusCode.OK, "degraded"));
    }

    [Theory]
    [InlineData(-32000, "missing trie node 4d2a1bfa (path ) state 0x4d2a1bfa is not available", "0x")]
    [InlineData(-32000, "upstream timed out", "0xdeadbeef")]
    [InlineData(-32005, "Too many requests", "0x00")]
    [InlineData(-32000, "out of gas", null)]
    [InlineData(-32000, "something went wrong here", "0x08c379a0")]
    public async Task An_error_that_is_no_revert_never_makes_a_wallet_s_signature_invalid(
        int code,
        string message,
        string? data
    )
    {
        using var wire = new FaultyWire();
        wire.Refuse("eth_call", code, message, data: data);
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            replace: services => services.AddSingleton(new EthClient(new HttpClient(wire), chain.Chain.Url))
        );
        var wallet = await chain.DeployWalletAsync("OwnedWallet", "address", PrivateKey.Generate().Address);
        using var member = new ApiClient(host, PrivateKey.Generate()) { Address = wallet };
        var signIn = await member.MessageAsync();
        (await member.PostAsync("/auth/siwe", new { message = signIn, signature = "0x1234" })).ShouldFail(
            503,
            "signature-inconclusive"
        );
    }

    [Fact]
    public async Task A_node_of_another_chain_makes_the_service_unready()
    {
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["Chain:Id"] = "5", ["Chain:Development"] = "true" }
        );
        using var anyone = host.Anonymous();
        (await anyone.GetAsync("//health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}
