using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd.Compose;

/// <summary>A node that is not of the project, in the network of its processes: a chain of somebody else.</summary>
internal sealed class OutsideNode(string project) : IAsyncDisposable
{
    public const string ChainId = "4242",
        UrlInside = "http://outside:8545";

    private readonly int _port = Ports.Free();

    public string UrlOutside => $"http://127.0.0.1:{_port}";

    private string Name => $"{project}-outside";

    /// <summary>The network is there once compose has made a container.</summary>
    public Task StartAsync() =>
        Engine.RunAsync(
            "run",
            "--detach",
            "--name",
            Name,
            "--network",
            $"{project}_default",
            "--network-alias",
            "outside",
            "--publish",
            $"127.0.0.1:{_port}:8545",
            Image(),
            $"anvil --host 0.0.0.0 --chain-id {ChainId} --block-time 1 --slots-in-an-epoch 1"
        );

    /// <summary>Gives an account 100 ETH of this chain.</summary>
    public Task FundAsync(string address) =>
        Engine.RunAsync("exec", Name, "cast", "rpc", "anvil_setBalance", address, "0x56BC75E2D63100000");

    public async ValueTask DisposeAsync() => await Engine.TryAsync("docker", "rm", "--force", Name);

    /// <summary>Of the development chain, in the compose file.</summary>
    private static string Image() =>
        File.ReadLines(Path.Combine(Repository.Root, "docker-compose.yml"))
            .Select(line => line.Trim())
            .Single(line => line.StartsWith("image: ghcr.io/foundry-rs/foundry:", StringComparison.Ordinal))[
            "image: ".Length..
        ];
}
