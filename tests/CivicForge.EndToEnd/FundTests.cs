using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd;

/// <summary><c>./civicforge fund</c>, and what <c>deploy</c> and <c>keys show</c> say of the keys.</summary>
public sealed class FundTests : IAsyncLifetime
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();
    private AnvilNode _node = null!;

    private string Rpc => _node.Url.ToString();

    public async ValueTask InitializeAsync() =>
        _node = await AnvilNode.StartAsync(new(), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_says_what_is_missing_sends_it_when_it_may_and_the_second_time_nothing()
    {
        var (anchorer, payout) = (PrivateKey.Generate().Address, PrivateKey.Generate().Address);
        SecretFile.Write(At("rich"), DevelopmentAccounts.Creator.PrivateKey);
        string[] fund = ["fund", "--rpc", Rpc, "--anchorer", $"{anchorer}", "--payout", $"{payout}", "--days", "7"];

        var asked = await Launcher.RunAsync(fund);
        asked.ExitCode.ShouldBe(1, asked.Errors);
        asked.Output.ShouldContain("Chain 31337, 100 pairs a day for 7 days");
        asked.Output.ShouldContain("100 anchors a day");
        asked.Output.ShouldMatch($@"Send 0\.\d+ to {anchorer} on chain 31337\.");
        (await BalanceAsync(anchorer)).ShouldBe(0);

        var sent = await Launcher.RunAsync([.. fund, "--from", At("rich")]);
        sent.ExitCode.ShouldBe(0, sent.Errors);
        sent.Output.ShouldContain($"to payout {payout}");
        var (first, second) = (await BalanceAsync(anchorer), await BalanceAsync(payout));
        first.ShouldBeGreaterThan(0);
        second.ShouldBeGreaterThan(first);

        var again = await Launcher.RunAsync([.. fund, "--from", At("rich")]);
        again.ExitCode.ShouldBe(0, again.Errors);
        again.Output.ShouldEndWith("Nothing is missing.");
        (await BalanceAsync(anchorer), await BalanceAsync(payout)).ShouldBe((first, second));
    }

    [Fact]
    public async Task On_a_chain_that_may_be_worth_something_the_chain_and_a_key_store_are_asked_for()
    {
        await using var other = await AnvilNode.StartAsync(
            new() { ChainId = 5 },
            TestContext.Current.CancellationToken
        );
        SecretFile.Write(At("rich"), DevelopmentAccounts.Creator.PrivateKey);
        string[] fund =
        [
            "fund",
            "--rpc",
            other.Url.ToString(),
            "--anchorer",
            $"{PrivateKey.Generate().Address}",
            "--payout",
            $"{PrivateKey.Generate().Address}",
        ];

        var unnamed = await Launcher.RunAsync([.. fund, "--from", At("rich")]);
        var wrong = await Launcher.RunAsync([.. fund, "--from", At("rich"), "--chain", "1"]);
        var plain = await Launcher.RunAsync([.. fund, "--from", At("rich"), "--chain", "5"]);
        string[] store = ["--out", At("key.json"), "--passphrase", At("passphrase")];
        (await Launcher.RunAsync(["keys", "import", "deployer", "--from", At("rich"), .. store])).ExitCode.ShouldBe(0);
        var sent = await Launcher.RunAsync([
            .. fund,
            "--from",
            At("key.json"),
            "--passphrase",
            At("passphrase"),
            "--chain",
            "5",
        ]);

        unnamed.ExitCode.ShouldBe(1);
        unnamed.Errors.ShouldContain("Say that you mean it: --chain 5");
        wrong.Errors.ShouldContain("The node is of chain 5, not 1. Nothing was sent.");
        plain.Errors.ShouldContain("The key of --from is plain");
        sent.ExitCode.ShouldBe(0, sent.Errors);
    }

    [Fact]
    public async Task Deploying_ends_with_what_comes_next_and_a_key_shows_what_it_still_needs()
    {
        await Launcher.RunAsync("keys", "new", "anchorer", "--out", At("anchorer"), "--passphrase", At("passphrase"));
        var anchorer = Address.Parse((await Launcher.RunAsync("keys", "show", At("anchorer"))).Output.Split(' ')[0]);
        var deployed = await Launcher.RunAsync("deploy", "--rpc", Rpc, "--anchorer", $"{anchorer}");
        var registry = deployed
            .Output.Split('\n')
            .Single(line => line.StartsWith("Chain__RegistryAddress=", StringComparison.Ordinal))
            .Split('=')[1];
        deployed.Output.ShouldNotContain("What comes next");
        deployed.Errors.ShouldContain(
            $"./civicforge fund --rpc {Rpc} --anchorer {anchorer} --payout ADDRESS --days 30"
        );
        deployed.Errors.ShouldContain("docker compose up -d");
        string[] show = ["keys", "show", At("anchorer"), "--rpc", Rpc, "--registry", registry];

        var poor = await Launcher.RunAsync(show);
        poor.ExitCode.ShouldBe(0, poor.Errors);
        poor.Output.ShouldContain($"Role in the registry {registry}: anchorer, may anchor.");
        poor.Output.ShouldContain("On chain 31337: 0 coins.");
        poor.Output.ShouldContain("Missing: 0.");

        SecretFile.Write(At("rich"), DevelopmentAccounts.Creator.PrivateKey);
        await Launcher.RunAsync(
            "fund",
            "--rpc",
            Rpc,
            "--anchorer",
            At("anchorer"),
            "--payout",
            DevelopmentAccounts.Performer.Address,
            "--from",
            At("rich")
        );
        var funded = await Launcher.RunAsync(show);
        funded.Output.ShouldContain("It pays 50 transactions and more");

        var stranger = await Launcher.RunAsync("keys", "show", At("rich"), "--rpc", Rpc, "--registry", registry);
        stranger.Output.ShouldContain("none, and a payout key needs none");
        stranger.Output.ShouldContain("grantRole: 0x2f2ff15d");
    }

    [Theory]
    [InlineData("--anchorer", "0x12", "neither an address nor a file")]
    [InlineData("--days", "0", "--days is 0")]
    [InlineData("--from", "0x12", "--from is neither a private key")]
    public async Task Wrong_arguments_are_64_and_send_nothing(string option, string value, string hint)
    {
        var address = DevelopmentAccounts.Performer.Address;
        var given = new Dictionary<string, string>
        {
            ["--rpc"] = Rpc,
            ["--anchorer"] = address,
            ["--payout"] = address,
            [option] = value,
        };

        var ended = await Launcher.RunAsync(["fund", .. given.SelectMany(g => new[] { g.Key, g.Value })]);

        ended.ExitCode.ShouldBe(64, ended.Output);
        ended.Errors.ShouldContain(hint);
    }

    private Task<System.Numerics.BigInteger> BalanceAsync(Address address) =>
        new EthClient(_node.Url).GetBalanceAsync(address, BlockId.Latest, TestContext.Current.CancellationToken);

    private string At(string name) => Path.Combine(_folder.Path, name);
}
