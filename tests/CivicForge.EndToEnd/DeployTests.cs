using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd;

/// <summary><c>./civicforge deploy</c> against a node that is not a sandbox.</summary>
public sealed class DeployTests : IAsyncLifetime
{
    private AnvilNode _node = null!;

    private string Rpc => _node.Url.ToString();

    public async ValueTask InitializeAsync() =>
        _node = await AnvilNode.StartAsync(new(), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task It_prints_the_settings_of_the_service_and_the_second_time_finds_what_is_there()
    {
        var first = await Launcher.RunAsync("deploy", "--rpc", Rpc);
        first.ExitCode.ShouldBe(0, first.Errors);
        Setting(first, "Chain__Id").ShouldBe("31337");
        Setting(first, "Chain__RegistryAddress").ShouldBe("0x5FbDB2315678afecb367f032d93F642f64180aa3");
        Setting(first, "Chain__StartBlock").ShouldBe("1");

        var second = await Launcher.RunAsync("deploy", "--rpc", Rpc);
        second.ExitCode.ShouldBe(0, second.Errors);
        second.Output.ShouldBe(first.Output.Replace("\nChain__StartBlock=1", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_got_as_far_as_the_registry_goes_on_from_there()
    {
        var first = await Launcher.RunAsync("deploy", "--rpc", Rpc);

        // Another limit makes another distributor; the registry is the one that is there, whether it is found or named.
        var found = await Launcher.RunAsync("deploy", "--rpc", Rpc, "--max-xp", "2000");
        var named = await Launcher.RunAsync(
            "deploy",
            "--rpc",
            Rpc,
            "--max-xp",
            "2500",
            "--registry",
            Setting(first, "Chain__RegistryAddress")
        );

        foreach (var ended in new[] { found, named })
        {
            ended.ExitCode.ShouldBe(0, ended.Errors);
            Setting(ended, "Chain__RegistryAddress").ShouldBe(Setting(first, "Chain__RegistryAddress"));
            Setting(ended, "Chain__DistributorAddress").ShouldNotBe(Setting(first, "Chain__DistributorAddress"));
        }
    }

    [Fact]
    public async Task The_key_comes_from_a_file_or_the_environment()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            DevelopmentAccounts.Creator.PrivateKey + "\n",
            TestContext.Current.CancellationToken
        );

        var fromFile = await Launcher.RunAsync("deploy", "--rpc", Rpc, "--key", file);
        var fromEnvironment = await Launcher.RunAsync(
            new ChildProcessOptions(Launcher.Path, "deploy", "--rpc", Rpc)
            {
                Environment = new Dictionary<string, string?>
                {
                    ["CIVICFORGE_DEPLOYER_KEY"] = DevelopmentAccounts.Creator.PrivateKey,
                },
            }
        );

        File.Delete(file);
        fromFile.ExitCode.ShouldBe(0, fromFile.Errors);
        Setting(fromEnvironment, "Chain__RegistryAddress").ShouldBe(Setting(fromFile, "Chain__RegistryAddress"));
    }

    [Fact]
    public async Task On_a_chain_that_may_be_worth_something_only_a_key_store_deploys()
    {
        await using var other = await AnvilNode.StartAsync(
            new() { ChainId = 5 },
            TestContext.Current.CancellationToken
        );
        var folder = Directory.CreateTempSubdirectory("civicforge-deploy-");
        string At(string name) => Path.Combine(folder.FullName, name);
        SecretFile.Write(At("plain"), DevelopmentAccounts.Creator.PrivateKey);
        var (a, b) = (DevelopmentAccounts.Anchorer.Address, DevelopmentAccounts.Operator.Address);
        string[] deploy =
        [
            "deploy",
            "--rpc",
            other.Url.ToString(),
            "--anchorer",
            a,
            "--guardian",
            b,
            "--receipt-key",
            b,
        ];

        var plain = await Launcher.RunAsync([.. deploy, "--key", At("plain")]);
        var made = await Launcher.RunAsync(
            "keys",
            "import",
            "deployer",
            "--from",
            At("plain"),
            "--out",
            At("key.json"),
            "--passphrase",
            At("passphrase")
        );
        var closed = await Launcher.RunAsync([.. deploy, "--key", At("key.json")]);
        var itself = await Launcher.RunAsync([
            .. deploy,
            "--key",
            At("key.json"),
            "--passphrase",
            File.ReadAllText(At("passphrase")).Trim(),
        ]);
        var opened = await Launcher.RunAsync([.. deploy, "--key", At("key.json"), "--passphrase", At("passphrase")]);

        folder.Delete(recursive: true);
        plain.ExitCode.ShouldBe(1);
        plain.Errors.ShouldContain("./civicforge keys import deployer");
        made.ExitCode.ShouldBe(0, made.Errors);
        closed.ExitCode.ShouldBe(64);
        closed.Errors.ShouldContain("--passphrase FILE");
        itself.ExitCode.ShouldBe(64, "a passphrase on the command line is seen by every process");
        itself.Errors.ShouldContain("--passphrase names no file");
        opened.ExitCode.ShouldBe(0, opened.Errors);
        Setting(opened, "Chain__Id").ShouldBe("5");
    }

    [Fact]
    public async Task A_bad_key_is_refused_and_never_printed()
    {
        var almost = DevelopmentAccounts.Deployer.PrivateKey[..^1];

        var (exitCode, output, errors) = await Launcher.RunAsync("deploy", "--rpc", Rpc, "--key", almost);

        exitCode.ShouldBe(64);
        errors.ShouldContain("--key is neither a private key");
        (output + errors).ShouldNotContain(almost[2..]);
    }

    [Fact]
    public async Task An_account_without_money_is_a_failure_in_one_line()
    {
        var (exitCode, _, errors) = await Launcher.RunAsync(
            "deploy",
            "--rpc",
            Rpc,
            "--key",
            PrivateKey.Generate().ToHex()
        );

        exitCode.ShouldBe(1);
        errors.ShouldContain("funds", Case.Insensitive);
        errors.Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_named()
    {
        var (exitCode, _, errors) = await Launcher.RunAsync("deploy", "--rpc", "http://127.0.0.1:1");

        exitCode.ShouldBe(1);
        errors.ShouldContain("127.0.0.1:1");
        errors.Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_registry_that_is_none_is_refused()
    {
        var (exitCode, _, errors) = await Launcher.RunAsync(
            "deploy",
            "--rpc",
            Rpc,
            "--registry",
            DevelopmentAccounts.Creator.Address
        );

        exitCode.ShouldBe(1);
        errors.ShouldContain($"There is no contract at {DevelopmentAccounts.Creator.Address}");
    }

    private static string Setting(Launcher.Ended ended, string name) =>
        ended.Output.Split('\n').Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[
            (name.Length + 1)..
        ];
}
