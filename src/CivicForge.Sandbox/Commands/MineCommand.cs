using System.CommandLine;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

/// <summary><c>miner</c> of <c>docker-compose.yml</c>: mines the blocks of a development node that mines none by
/// itself, and keeps its chain in a file.</summary>
internal static class MineCommand
{
    public static Command Create()
    {
        var rpc = UrlOption.Create("--rpc");
        rpc.Required = true;
        var state = new Option<string>("--state") { Required = true };
        var command = new Command("mine", "Mines the blocks of a development chain, and keeps it in a file.")
        {
            rpc,
            state,
        };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed.GetValue(rpc)!, parsed.GetValue(state)!, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(Uri rpc, string state, CancellationToken cancellationToken)
    {
        var client = new EthClient(rpc);
        Console.WriteLine($"mining at {client.Url}, keeping the chain in {state}");
        await using var miner = new FinalityMiner(client, TimeProvider.System, new ChainFile(client, state));
        await Task.WhenAny(miner.Running, Task.Delay(Timeout.Infinite, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        await miner.Running;
        return 0;
    }
}
