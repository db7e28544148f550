using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Identity;

public sealed class SignInTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_nonce_has_24_alphanumeric_characters_and_lives_five_minutes()
    {
        using var anyone = _host.Anonymous();
        var answer = (await anyone.PostAsync("/auth/nonce", new { })).ShouldBe(HttpStatusCode.OK);
        answer["nonce"].GetString()!.ShouldMatch("^[A-Za-z0-9]{24}$");
        (answer["expiresAt"].GetDateTimeOffset() - DateTimeOffset.UtcNow).ShouldBeInRange(
            TimeSpan.FromMinutes(4.5),
            TimeSpan.FromMinutes(5.1)
        );
    }

    [Fact]
    public async Task A_first_sign_in_makes_a_member_with_ten_creation_points()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        var session = await member.SignInAsync();
        session["member"].GetProperty("address").GetString().ShouldBe(member.Address.ToString());
        (await member.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(10);
        await member.SignInAsync();
        (await member.GetAsync("/me"))["creationPoints"].GetInt64().ShouldBe(10);
    }

    [Fact]
    public async Task A_session_says_when_its_access_token_ends_in_rfc_3339_utc()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        var text = (await member.SignInAsync())["expiresAt"].GetString()!;
        text.ShouldEndWith("Z");
        (DateTimeOffset.Parse(text, null) - DateTimeOffset.UtcNow).ShouldBeInRange(
            TimeSpan.FromMinutes(14),
            TimeSpan.FromMinutes(15.1)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("civicforge.test wants you to sign in with your Ethereum account:\n0x12\n\n\nURI: x")]
    public async Task A_text_that_is_no_eip_4361_message_is_malformed(string message)
    {
        using var anyone = _host.Anonymous();
        (await anyone.PostAsync("/auth/siwe", new { message, signature = "0x" })).ShouldFail(400, "siwe-malformed");
    }

    [Fact]
    public async Task A_message_for_another_domain_is_refused()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        await FailAsync(member, await member.MessageAsync(domain: "evil.test"), 401, "siwe-domain-mismatch");
    }

    [Fact]
    public async Task A_message_for_another_uri_is_refused()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        await FailAsync(member, await member.MessageAsync(uri: "http://evil.test/login"), 401, "siwe-uri-mismatch");
        await FailAsync(member, await member.MessageAsync(uri: "https://civicforge.test"), 401, "siwe-uri-mismatch");
    }

    [Fact]
    public async Task The_host_header_does_not_widen_the_allowed_domains()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        var message = await member.MessageAsync(domain: "evil.test", uri: "http://evil.test");
        (
            await member.PostAsync(
                "/auth/siwe",
                new { message, signature = member.Sign(message) },
                ("Host", "evil.test")
            )
        ).ShouldFail(401, "siwe-domain-mismatch");
    }

    [Fact]
    public async Task A_message_for_another_chain_is_refused()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        await FailAsync(member, await member.MessageAsync(chainId: 1), 401, "siwe-chain-mismatch");
    }

    [Fact]
    public async Task A_nonce_works_once()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        var message = await member.MessageAsync();
        (await member.PostAsync("/auth/siwe", new { message, signature = member.Sign(message) })).ShouldBe(
            HttpStatusCode.OK
        );
        await FailAsync(member, message, 401, "siwe-nonce-unknown");
        await FailAsync(member, await member.MessageAsync(nonce: "neverGivenOut12345"), 401, "siwe-nonce-unknown");
    }

    [Fact]
    public async Task Of_parallel_sign_ins_with_one_nonce_one_succeeds()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        var message = await member.MessageAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => member.PostAsync("/auth/siwe", new { message, signature = member.Sign(message) }))
        );
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Code == "siwe-nonce-unknown");
    }

    [Fact]
    public async Task A_nonce_older_than_five_minutes_is_unknown()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        var nonce = (await member.PostAsync("/auth/nonce", new { }))["nonce"].GetString()!;
        await _host.ExecuteAsync(
            "UPDATE civic.sign_in_nonces SET expires_at = clock_timestamp() - interval '1 second' WHERE nonce = @nonce",
            new { nonce }
        );
        await FailAsync(member, await member.MessageAsync(nonce: nonce), 401, "siwe-nonce-unknown");
    }

    [Fact]
    public async Task An_expired_message_and_one_from_the_future_are_refused()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        await FailAsync(
            member,
            await member.MessageAsync(extra: "\nExpiration Time: 2020-01-01T00:00:00Z"),
            401,
            "siwe-expired"
        );
        await FailAsync(
            member,
            await member.MessageAsync(extra: "\nNot Before: 2100-01-01T00:00:00Z"),
            401,
            "siwe-not-yet-valid"
        );
    }

    [Fact]
    public async Task A_signature_by_another_key_over_another_text_or_of_garbage_is_refused()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        var message = await member.MessageAsync();
        using var other = new ApiClient(_host, PrivateKey.Generate());
        foreach (
            var signature in (string[])
                [other.Sign(message), member.Sign(message + " "), "0x", "0x00", "not hex", "0x" + new string('f', 130)]
        )
        {
            (await member.PostAsync("/auth/siwe", new { message, signature })).ShouldFail(
                401,
                "siwe-signature-invalid"
            );
        }
        (await member.PostAsync("/auth/siwe", new { message, signature = member.Sign(message) })).ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Fact]
    public async Task The_checks_run_in_the_documented_order()
    {
        using var member = new ApiClient(_host, PrivateKey.Generate());
        await FailAsync(
            member,
            await member.MessageAsync(
                "evil.test",
                "http://evil.test",
                1,
                "unknownNonce1",
                "\nExpiration Time: 2020-01-01T00:00:00Z"
            ),
            401,
            "siwe-domain-mismatch"
        );
        await FailAsync(
            member,
            await member.MessageAsync(null, "http://evil.test", 1, "unknownNonce1"),
            401,
            "siwe-uri-mismatch"
        );
        await FailAsync(member, await member.MessageAsync(null, null, 1, "unknownNonce1"), 401, "siwe-chain-mismatch");
        await FailAsync(
            member,
            await member.MessageAsync(null, null, 31337, "unknownNonce1", "\nExpiration Time: 2020-01-01T00:00:00Z"),
            401,
            "siwe-nonce-unknown"
        );
    }

    [Fact]
    public async Task Message_and_signature_are_required()
    {
        using var anyone = _host.Anonymous();
        var answer = (await anyone.PostAsync("/auth/siwe", new { message = (string?)null })).ShouldFail(
            422,
            "validation-failed"
        );
        answer["errors"].EnumerateObject().Select(e => e.Name).ShouldBe(["message", "signature"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_contract_wallet_signs_in_by_its_owner()
    {
        var owner = PrivateKey.Generate();
        var wallet = await _host.Shared.DeployWalletAsync("OwnedWallet", "address", owner.Address);
        using var member = new ApiClient(_host, owner) { Address = wallet };
        (await member.SignInAsync())["member"].GetProperty("address").GetString().ShouldBe(wallet.ToString());
        using var thief = new ApiClient(_host, PrivateKey.Generate()) { Address = wallet };
        await FailAsync(thief, await thief.MessageAsync(), 401, "siwe-signature-invalid");
    }

    private static async Task FailAsync(ApiClient member, string message, int status, string code) =>
        (await member.PostAsync("/auth/siwe", new { message, signature = member.Sign(message) })).ShouldFail(
            status,
            code
        );
}
