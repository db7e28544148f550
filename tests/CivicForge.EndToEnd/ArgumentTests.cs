using System.Security.Cryptography;
using CivicForge.Chain.Crypto;

namespace CivicForge.EndToEnd;

/// <summary>What every command makes of its arguments.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("up", "--frobnicate")]
    [InlineData("up", "and more")]
    [InlineData("up", "--port")]
    [InlineData("up", "--port", "eighty")]
    [InlineData("up", "--port", "65536")]
    [InlineData("up", "--chain-port", "-1")]
    [InlineData("up", "--data")]
    [InlineData("up", "--data", "")]
    [InlineData("up", "--limits", "none")]
    [InlineData("demo", "--frobnicate")]
    [InlineData("demo", "--url")]
    [InlineData("demo", "--url", "localhost:5080")]
    [InlineData("test", "--frobnicate")]
    [InlineData("test", "no-such-part")]
    [InlineData("verify")]
    [InlineData("verify", "proof.json", "--frobnicate")]
    [InlineData("verify", "proof.json", "--rpc")]
    [InlineData("audit", "--frobnicate")]
    [InlineData("audit", "--data")]
    [InlineData("keys")]
    [InlineData("keys", "new")]
    [InlineData("keys", "new", "master")]
    [InlineData("keys", "new", "anchorer", "payout")]
    [InlineData("keys", "old", "anchorer")]
    [InlineData("keys", "import", "payout")]
    [InlineData("keys", "show", "/no/such/file")]
    [InlineData("keys", "new", "payout", "--out", "")]
    [InlineData("keys", "new", "payout", "--passphrase", "")]
    [InlineData("keys", "new", "payout", "--out", "/dev/null/key")]
    [InlineData("keys", "show", "")]
    [InlineData("keys", "rotate", "session", "--out", "/no/such/file", "--passphrase", "/no/such/file")]
    [InlineData("deploy")]
    [InlineData("deploy", "--rpc")]
    [InlineData("deploy", "--rpc", "localhost:8545")]
    [InlineData("deploy", "--rpc", "http://127.0.0.1:1", "--admin", "0x1234")]
    [InlineData("deploy", "--rpc", "http://127.0.0.1:1", "--max-xp", "many")]
    public async Task What_a_command_does_not_know_or_lacks_is_64_and_a_clear_line(params string[] arguments)
    {
        var (exitCode, output, errors) = await Launcher.RunAsync(arguments);

        exitCode.ShouldBe(64, output + errors);
        output.ShouldBeEmpty();
        errors.ShouldStartWith("civicforge");
        errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("anchorer")]
    [InlineData("payout")]
    [InlineData("receipt")]
    public async Task A_chain_key_is_one_line_and_never_the_same(string name)
    {
        var (exitCode, output, _) = await Launcher.RunAsync("keys", "new", name);

        exitCode.ShouldBe(0);
        PrivateKey.FromHex(output).ShouldNotBeNull();
        (await Launcher.RunAsync("keys", "new", name)).Output.ShouldNotBe(output);
    }

    [Fact]
    public async Task A_session_key_is_P_256_in_PEM()
    {
        var (exitCode, output, _) = await Launcher.RunAsync("keys", "new", "session");

        exitCode.ShouldBe(0);
        using var key = ECDsa.Create();
        key.ImportFromPem(output);
        key.ExportParameters(false).Curve.Oid.Value.ShouldBe("1.2.840.10045.3.1.7");
    }
}
