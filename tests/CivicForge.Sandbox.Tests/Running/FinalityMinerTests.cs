using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Ethereum;
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

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
