using System.Net;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose;

/// <summary>They need a container engine: <c>./civicforge test --all compose</c> runs them.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
[Trait(LongTier.Trait, LongTier.Long)]
public sealed class OutsideChainTests : IAsyncLifetime
{
    private const string ChainId = "4242";

    private readonly int _nodePort = Ports.Free();
    private ComposeProject _project = null!;

    private string Node => $"{_project.Name}-outside";

    public async ValueTask InitializeAsync()
    {
        _project = await ComposeProject.PrepareAsync(
            "CIVICFORGE_DEVELOPMENT_CHAIN=0",
            $"Chain__Id={ChainId}",
            "Chain__Name=Outside",
            "Chain__RpcUrl=http://outside:8545",
            $"Chain__RpcHint=http://127.0.0.1:{_nodePort}",
            $"Auth__Operators={PrivateKey.Generate().Address}",
            "Anchoring__Tick=00:00:01",
            "Anchoring__MaxAge=00:00:02",
            "Anchoring__AnchorWithin=60",
            "RateLimits__Multiplier=100"
        );
        await SetAsync($"CIVICFORGE_SETTINGS={_project.EnvFile}");
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.TryAsync("docker", "rm", "--force", Node);
        await _project.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task An_outside_chain_is_a_matter_of_the_env_file_alone()
    {
        var made = await _project.RunAsync("run", "--rm", "init");
        await StartNodeAsync();
        await SetAsync([.. (await DeployAsync(made)).Split('\n').Where(line => line.StartsWith("Chain__"))]);
        foreach (var account in new[] { "Anchorer", "Payout" })
        {
            await Engine.RunAsync(
                "exec",
                Node,
                "cast",
                "rpc",
                "anvil_setBalance",
                AddressOf(account, made),
                "0x56BC75E2D63100000"
            );
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
        await StartNodeAsync();
        await SetAsync(
            "Chain__RegistryAddress=0x5FbDB2315678afecb367f032d93F642f64180aa3",
            "Chain__DistributorAddress=0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
            "Chain__ReputationAddress=0xCafac3dD18aC6c6e92c921884f9E4176737C052c"
        );

        var (exitCode, text) = await _project.TryAsync("run", "--rm", "contracts");

        exitCode.ShouldBe(1);
        text.ShouldContain("There is no contract at 0x5FbDB2315678afecb367f032d93F642f64180aa3");
    }

    private Task<IReadOnlyList<string>> StartNodeAsync() =>
        Engine.RunAsync(
            "run",
            "--detach",
            "--name",
            Node,
            "--network",
            $"{_project.Name}_default",
            "--network-alias",
            "outside",
            "--publish",
            $"127.0.0.1:{_nodePort}:8545",
            ImageOfNode(),
            $"anvil --host 0.0.0.0 --chain-id {ChainId} --block-time 1 --slots-in-an-epoch 1"
        );

    private async Task<string> DeployAsync(string made)
    {
        string[] arguments =
        [
            "run",
            "--rm",
            "-T",
            "deploy",
            "--rpc",
            "http://outside:8545",
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

    /// <summary>Of the development chain, in the compose file.</summary>
    private static string ImageOfNode() =>
        File.ReadLines(Path.Combine(CivicForge.Sandbox.Repository.Root, "docker-compose.yml"))
            .Select(line => line.Trim())
            .Single(line => line.StartsWith("image: ghcr.io/foundry-rs/foundry:", StringComparison.Ordinal))[
            "image: ".Length..
        ];
}
