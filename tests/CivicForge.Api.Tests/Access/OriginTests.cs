using System.Net;
using CivicForge.Api.Access;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Configuration;

namespace CivicForge.Api.Tests.Access;

/// <summary>Origins are compared in the form that browsers send, whatever form the configuration has.</summary>
public sealed class OriginTests(TestDatabases databases, SharedChain chain)
{
    [Theory]
    [InlineData("https://bürger.example", "https://xn--brger-kva.example", "xn--brger-kva.example")]
    [InlineData("https://BÜRGER.example/", "https://xn--brger-kva.example", "xn--brger-kva.example")]
    [InlineData("https://xn--brger-kva.example", "https://xn--brger-kva.example", "xn--brger-kva.example")]
    [InlineData("https://XN--BRGER-KVA.Example:443", "https://xn--brger-kva.example", "xn--brger-kva.example")]
    [InlineData("http://例え.テスト:8080", "http://xn--r8jz45g.xn--zckzah:8080", "xn--r8jz45g.xn--zckzah:8080")]
    [InlineData("HTTP://CivicForge.Example:80/", "http://civicforge.example", "civicforge.example")]
    [InlineData("https://civicforge.example:8443", "https://civicforge.example:8443", "civicforge.example:8443")]
    [InlineData("http://localhost:5080", "http://localhost:5080", "localhost:5080")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080", "127.0.0.1:5080")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080", "[::1]:5080")]
    public void An_origin_is_kept_in_the_form_that_browsers_send(string configured, string text, string authority)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Auth:Origins", configured)]).Build();
        var origin = AuthOptions.Read(configuration).Origins.ShouldHaveSingleItem();
        (AuthOptions.Text(origin), AuthOptions.Authority(origin)).ShouldBe((text, authority));
    }

    [Fact]
    public async Task A_node_behind_the_same_proxy_is_named_by_its_path()
    {
        var settings = new Dictionary<string, string>
        {
            ["Auth:Origins"] = "https://bürger.example;http://localhost",
            ["Chain:RpcHint"] = "/rpc",
        };
        await using var host = await ApiHost.StartAsync(databases, chain, settings);
        using var anyone = host.Anonymous();

        var document = await anyone.GetAsync("/.well-known/civicforge.json");

        document["chain"].GetProperty("rpcHint").GetString().ShouldBe("https://xn--brger-kva.example/rpc");
    }

    [Fact]
    public async Task A_member_signs_in_at_an_origin_that_is_configured_in_unicode()
    {
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["Auth:Origins"] = "https://bürger.example/" }
        );
        using var member = new ApiClient(host, CivicForge.Chain.Crypto.PrivateKey.Generate());
        var message = await member.MessageAsync("xn--brger-kva.example", "https://xn--brger-kva.example");
        (await member.PostAsync("/auth/siwe", new { message, signature = member.Sign(message) })).ShouldBe(
            HttpStatusCode.OK
        );
        (await member.PostAsync("/auth/nonce", new { }, ("Origin", "https://xn--brger-kva.example")))
            .Header("Access-Control-Allow-Origin")
            .ShouldBe("https://xn--brger-kva.example");
        var other = await member.MessageAsync("burger.example", "https://burger.example");
        (await member.PostAsync("/auth/siwe", new { message = other, signature = member.Sign(other) })).ShouldFail(
            401,
            "siwe-domain-mismatch"
        );
    }
}
