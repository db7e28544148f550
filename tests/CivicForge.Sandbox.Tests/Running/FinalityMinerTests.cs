using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Tests.Running;

public sealed class FinalityMinerTests : IAsyncLifetime
{
    private AnvilNode _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _node = await AnvilNode.StartAsync(new(), Token);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    /// <summary>To the anchorer a chain without a new block for a quarter of an hour has a clock that lags.</summary>
    [Fact]
    public async Task The_chain_of_an_idle_sandbox_gets_a_block_before_its_clock_seems_to_lag()
    {
        var client = new EthClient(_node.Url);
        var idle = (await client.GetBlockAsync(BlockId.Latest, Token))!.Number;

        await using var miner = new FinalityMiner(client, new Ahead(TimeSpan.FromMinutes(6)));

        await Waiting.UntilAsync(
            async () => (await client.GetBlockAsync(BlockId.Latest, Token))!.Number > idle,
            "No block was mined on a chain whose newest block is six minutes old."
        );
    }

    /// <summary>The chain of docker-compose.yml: the node mines nothing and writes nothing by itself.</summary>
    [Fact]
    public async Task A_chain_that_is_killed_comes_back_with_every_block_that_was_final()
    {
        using var folder = ThrowawayFolder.Create();
        var file = Path.Combine(folder.Path, "state.json");
        Block final;
        Hash32 sent;
        await using (var node = await AnvilNode.StartAsync(Mined(), Token))
        {
            var client = new EthClient(node.Url);
            await using var miner = new FinalityMiner(client, TimeProvider.System, new ChainFile(client, file));
            sent = await SendAsync(client);
            await Waiting.UntilAsync(
                async () =>
                    await client.GetReceiptAsync(sent, Token) is { } receipt
                    && (await client.GetBlockAsync(BlockId.Finalized, Token))!.Number >= receipt.BlockNumber,
                "A transaction did not become final on a chain that is mined from outside."
            );
            final = (await client.GetBlockAsync(BlockId.Finalized, Token))!;
            node.Process.Signal(UnixSignal.Kill);
            await node.Process.Exited;
        }

        await using var again = await AnvilNode.StartAsync(Mined("--load-state", file), Token);
        var next = new EthClient(again.Url);
        (await next.GetBlockAsync(BlockId.Number(final.Number), Token))!.Hash.ShouldBe(final.Hash);
        (await next.GetReceiptAsync(sent, Token))!.Succeeded.ShouldBeTrue();
        await using var goesOn = new FinalityMiner(next, TimeProvider.System, new ChainFile(next, file));
        await Waiting.UntilAsync(
            async () => await HasStateOfFinalAsync(next),
            "The state of the finalized block did not come back after a restart."
        );
    }

    private static AnvilOptions Mined(params string[] arguments) =>
        new() { Arguments = ["--no-mining", "--max-persisted-states", "0", "--timestamp", "1767225600", .. arguments] };

    private static async Task<Hash32> SendAsync(EthClient client)
    {
        var transaction = new JsonObject
        {
            ["from"] = DevelopmentAccounts.Creator.Address,
            ["to"] = DevelopmentAccounts.Performer.Address,
            ["value"] = "0x1",
        };
        return Hash32.Parse((await client.RequestAsync("eth_sendTransaction", [transaction], Token)).GetString()!);
    }

    private static async Task<bool> HasStateOfFinalAsync(EthClient client)
    {
        try
        {
            await client.GetBalanceAsync(default, BlockId.Finalized, Token);
            return true;
        }
        catch (RpcException none) when (none.IsMissing)
        {
            return false;
        }
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
