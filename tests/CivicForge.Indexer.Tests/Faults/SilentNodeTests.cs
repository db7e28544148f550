using System.Text.Json.Nodes;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Indexer.Tests.Faults;

/// <summary>B24 to B28: a node that is slow, down, limited, restarted or pruned.</summary>
public sealed class SilentNodeTests(TestDatabases databases) : IndexerTest(databases)
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task B24_B25_a_fifth_of_all_calls_failing_only_costs_time(int seed)
    {
        var claims = await Claims.AnchorAsync(Chain, 5);
        await claims.ClaimManyAsync(0, 3);
        await Chain.MineAsync(10);
        await claims.ClaimAsync(3);
        var node = new FaultyNode().FailAtRandom(seed, 0.2);
        var indexer = Start(node, o => (o.CallTimeout, o.RangeSize) = (TimeSpan.FromMilliseconds(300), 5));
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims")).ShouldBe(4);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B26_a_node_that_is_down_is_degraded_and_the_work_goes_on_when_it_is_back()
    {
        var node = new FaultyNode { Down = true };
        var indexer = Start(node);
        await indexer.UntilAsync("degraded");
        indexer.Health.Read().Detail!.ShouldContain("cannot be reached");
        node.Down = false;
        await indexer.CatchUpAsync(Chain);
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        node.Down = true;
        await indexer.UntilAsync("degraded");
        node.Down = false;
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.anchors")).ShouldBe(1);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B27_a_node_restarted_at_block_0_with_the_same_chain_id_is_refused()
    {
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(5);
        var indexer = Start();
        await indexer.CatchUpAsync(Chain);
        await indexer.Lease.ReleaseAsync(default);
        await using var restarted = await AnvilNode.StartAsync(
            new AnvilOptions { Arguments = ["--timestamp", "1600000000"] }
        );
        var again = Start(follow: c => c with { RpcUrl = restarted.Url });
        await again.UntilAsync("failed");
        again.Health.Read().Detail!.ShouldContain("genesis");
        again.Health.Read().Detail!.ShouldContain("--fresh");
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.anchors WHERE finality = 'finalized'")).ShouldBe(
            1
        );
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task A_node_of_another_chain_is_refused()
    {
        var indexer = Start(follow: c => c with { Id = 1 });
        await indexer.UntilAsync("failed");
        indexer.Health.Read().Detail!.ShouldContain("Chain:Id 1");
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.cursors")).ShouldBe(0);
    }

    [Fact]
    public async Task B28_pruned_state_delays_the_state_audit_and_nothing_else()
    {
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(5);
        var node = new FaultyNode().Refuse(
            "eth_call",
            -32602,
            "BlockOutOfRangeError: block height is 9 but requested was 3"
        );
        var indexer = Start(node);
        for (var turn = 0; turn < 20; turn++)
        {
            await indexer.Worker.OnceAsync(default);
        }
        indexer.Health.Read().Status.ShouldBe("ok");
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.anchors WHERE finality = 'finalized'")).ShouldBe(
            1
        );
        (await indexer.ScalarAsync<long?>("SELECT audited_number FROM chain.cursors")).ShouldBeNull();
        node.BeHonest();
        await indexer.CatchUpAsync(Chain);
        await UntilAuditedAsync(indexer);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B28_pruned_blocks_are_waited_for_and_not_skipped()
    {
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(8);
        var node = new FaultyNode().Answer(
            "eth_getBlockByNumber",
            (p, block) => p[0]!.GetValue<string>() == "0x3" ? null : block
        );
        var indexer = Start(node);
        await indexer.UntilAsync("degraded");
        indexer.Health.Read().Detail!.ShouldContain("has no block 3");
        (await indexer.ScalarAsync<long>("SELECT number FROM chain.cursors")).ShouldBeLessThan(3);
        (await indexer.ScalarAsync<string?>("SELECT halted_reason FROM chain.status")).ShouldBeNull();
        node.BeHonest();
        await indexer.CatchUpAsync(Chain);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task A_restarted_node_that_kept_its_blocks_is_followed_on()
    {
        var state = Path.Combine(Directory.CreateTempSubdirectory("civicforge-anvil-").FullName, "state.json");
        Uri url;
        long before;
        TestIndexer indexer;
        await using (var first = await AnvilNode.StartAsync(new AnvilOptions { StateFile = state }))
        {
            url = first.Url;
            await new EthClient(first.Url).RequestAsync("anvil_mine", new JsonArray("0x8"), default);
            indexer = Start(follow: c => c with { RpcUrl = url });
            for (var turn = 0; turn < 10; turn++)
            {
                await indexer.Worker.OnceAsync(default);
            }
            before = await indexer.ScalarAsync<long>("SELECT number FROM chain.cursors");
            before.ShouldBe(8);
        }

        await indexer.UntilAsync("degraded");
        await using var second = await AnvilNode.StartAsync(new AnvilOptions { StateFile = state, Port = url.Port });
        await new EthClient(second.Url).RequestAsync("anvil_mine", new JsonArray("0x3"), default);
        await indexer.UntilAsync("ok");
        for (var turn = 0; turn < 10; turn++)
        {
            await indexer.Worker.OnceAsync(default);
        }
        indexer.Health.Read().Status.ShouldBe("ok");
        (await indexer.ScalarAsync<long>("SELECT number FROM chain.cursors")).ShouldBe(before + 3);
        (await indexer.ScalarAsync<string?>("SELECT halted_reason FROM chain.status")).ShouldBeNull();
        await indexer.AuditAsync();
    }

    private static async Task UntilAuditedAsync(TestIndexer indexer)
    {
        for (var turn = 0; turn < 500; turn++)
        {
            await indexer.Worker.OnceAsync(default);
            if (await indexer.ScalarAsync<bool>("SELECT audited_number = finalized_number FROM chain.cursors"))
            {
                return;
            }
        }

        throw new TimeoutException("The state audit did not reach the finalized block in 500 turns.");
    }
}
