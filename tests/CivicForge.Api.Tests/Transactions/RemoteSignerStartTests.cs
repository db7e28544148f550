using CivicForge.Api.Anchorer;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Hosting;
using CivicForge.Sandbox.Ethereum;
using Microsoft.Extensions.Configuration;

namespace CivicForge.Api.Tests.Transactions;

/// <summary>An anchorer whose keys cannot be used does not start, and says which setting and what to do.</summary>
public sealed class RemoteSignerStartTests
{
    private const string Elsewhere = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

    [Theory]
    [InlineData("Keys:Anchorer", Elsewhere, "no signer is named", "Keys__RemoteSigner__Url")]
    [InlineData("Keys:Anchorer", "0x90F79bf6EB2c4f870365E785982E1f101E93b907", "EIP-55")]
    [InlineData("Keys:Anchorer", "0x0000000000000000000000000000000000000000", "not an address")]
    [InlineData("Keys:RemoteSigner:Url", "http://127.0.0.1:9000", "no key is there")]
    [InlineData("Keys:RemoteSigner:Url", "127.0.0.1:9000", "absolute URL")]
    [InlineData("Keys:RemoteSigner:Timeout", "00:00:10", "Keys:RemoteSigner:Url")]
    [InlineData("Keys:RemoteSigner:Timeout", "10", "00:00:10")]
    [InlineData("Keys:RemoteSigner:Timeout", "soon", "'soon'")]
    [InlineData("Keys:RemoteSigner:Method", "eth_sendTransaction", "account_signTransaction")]
    [InlineData("Keys:RemoteSigner:Uri", "http://127.0.0.1:9000", "Keys:RemoteSigner:Uri is not a setting")]
    [InlineData("Keys:Payout", "0x12", "not a secp256k1 key")]
    public async Task A_wrong_setting_stops_the_start(string key, string value, params string[] hints)
    {
        var settings = new Dictionary<string, string>(Good) { [key] = value };

        var refusal = Should.Throw<ConfigurationException>(() => Read(settings)).Message;
        foreach (var hint in hints)
        {
            refusal.ShouldContain(hint);
        }
        (await Program.Main([.. settings.Select(s => $"--{s.Key}={s.Value}")])).ShouldBe(64);
    }

    [Fact]
    public void One_key_may_be_at_the_signer_and_the_other_in_a_file()
    {
        var accounts = Read(
            new(Good) { ["Keys:Anchorer"] = Elsewhere, ["Keys:RemoteSigner:Url"] = "https://user:word@signer.test" }
        );
        accounts.Anchorer.Address.ToString().ShouldBe(Elsewhere);
        accounts.Payout.Address.ShouldBe(TestAnchorer.PayoutKey.Address);
    }

    [Fact]
    public void One_address_for_both_is_refused() =>
        Should
            .Throw<ConfigurationException>(() =>
                Read(
                    new(Good)
                    {
                        ["Keys:Anchorer"] = Elsewhere,
                        ["Keys:Payout"] = Elsewhere.ToLowerInvariant(),
                        ["Keys:RemoteSigner:Url"] = "http://signer.test",
                    }
                )
            )
            .Message.ShouldContain("the same key");

    private static Dictionary<string, string> Good =>
        new()
        {
            ["role"] = "anchorer",
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Civic"] = "Host=127.0.0.1;Username=civic_anchorer",
            ["Chain:RpcUrl"] = "http://127.0.0.1:1",
            ["Chain:Id"] = "31337",
            ["Chain:RegistryAddress"] = DevelopmentAccounts.Creator.Address,
            ["Chain:DistributorAddress"] = DevelopmentAccounts.Performer.Address,
            ["Chain:ReputationAddress"] = DevelopmentAccounts.Operator.Address,
            ["Keys:Anchorer"] = TestAnchorer.AnchorerKey.ToHex(),
            ["Keys:Payout"] = TestAnchorer.PayoutKey.ToHex(),
        };

    private static SigningAccounts Read(Dictionary<string, string> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
            .Build();
        return AnchorerKeys.Read(configuration, ChainOptions.Read(configuration), new());
    }
}
