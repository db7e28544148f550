using System.Net;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose;

/// <summary>They need a container engine: <c>./civicforge test --all compose</c> runs them.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
[Trait(LongTier.Trait, LongTier.Long)]
public sealed class OutsideChainTests : IAsyncLifetime
{
    private ComposeProject _project = null!;
    private OutsideNode _node = null!;

    public async ValueTask InitializeAsync()
    {
        _project = await ComposeProject.PrepareAsync(
            "CIVICFORGE_DEVELOPMENT_CHAIN=0",
            $"Chain__Id={OutsideNode.ChainId}",
            "Chain__Name=Outside",
            $"Chain__RpcUrl={OutsideNode.UrlInside}",
            $"Auth__Operators={PrivateKey.Generate().Address}",
            "Anchoring__Tick=00:00:01",
            "Anchoring__MaxAge=00:00:02",
            "Anchoring__AnchorWithin=60",
            "RateLimits__Multiplier=100"
        );
        _node = new(_project.Name);
        await SetAsync($"CIVICFORGE_SETTINGS={_project.EnvFile}", $"Chain__RpcHint={_node.UrlOutside}");
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _project.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task An_outside_chain_is_a_matter_of_the_env_file_alone()
    {
        var made = await _project.RunAsync("run", "--rm", "init");
        await _node.StartAsync();
        await SetAsync([.. (await DeployAsync(made)).Split('\n').Where(line => line.StartsWith("Chain__"))]);
        foreach (var account in new[] { "Anchorer", "Payout" })
        {
            await _node.FundAsync(AddressOf(account, made));
        }

        await _project.UpAsync();
        await _project.WalkAsync();

        (await _project.ContainersAsync("chain", "miner")).ShouldBeEmpty();
        (await _project.AskAsync("/rpc")).ShouldBe(HttpStatusCode.NotFound);
        (await _project.AskAsync("/demo-wallets/demo-wallets.js")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact(Explicit = true)]
    public async Task Contracts_that_are_not_ours_stop_the_start_with_what_to_do()
    {
        await _project.RunAsync("run", "--rm", "init");
        await _node.StartAsync();
        await SetAsync(
            "Chain__RegistryAddress=0x5FbDB2315678afecb367f032d93F642f64180aa3",
            "Chain__DistributorAddress=0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
            "Chain__ReputationAddress=0xCafac3dD18aC6c6e92c921884f9E4176737C052c"
        );

        var (exitCode, text) = await _project.TryAsync("run", "--rm", "contracts");

        exitCode.ShouldBe(1);
        text.ShouldContain("There is no contract at 0x5FbDB2315678afecb367f032d93F642f64180aa3");
    }

    private async Task<string> DeployAsync(string made)
    {
        string[] arguments =
        [
            "run",
            "--rm",
            "-T",
            "deploy",
            "--rpc",
            OutsideNode.UrlInside,
            "--key",
            "-",
            "--anchorer",
            AddressOf("Anchorer", made),
            "--receipt-key",
            AddressOf("Receipt key", made),
            "--guardian",
            DevelopmentAccounts.Operator.Address,
        ];
        var (exitCode, text) = await Engine.TryAsync([
            "sh",
            "-c",
            "printf %s \"$0\" | \"$@\"",
            DevelopmentAccounts.Deployer.PrivateKey,
            .. _project.Command(arguments),
        ]);
        exitCode.ShouldBe(0, text);
        return text;
    }

    private Task SetAsync(params IEnumerable<string> lines) => File.AppendAllLinesAsync(_project.EnvFile, lines);

    private static string AddressOf(string name, string made) =>
        made.Split('\n')
            .Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..]
            .Trim();
}
