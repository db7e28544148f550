using CivicForge.Chain.Crypto;
using CivicForge.Indexer.Following;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Indexer.Tests.Following;

/// <summary>Chains on which nothing becomes final.</summary>
public sealed class FinalityTests(TestDatabases databases) : IndexerTest(databases)
{
    [Theory]
    [InlineData(-32602, "invalid argument 0: hex string without 0x prefix")]
    [InlineData(-32602, "Invalid params: unknown variant `finalized`, expected a hex number")]
    [InlineData(-32000, "finalized block tag is not supported on this network")]
    public async Task A_node_without_the_finalized_tag_is_followed_and_says_what_to_set(int code, string message)
    {
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        var node = new FaultyNode().Refuse(
            "eth_getBlockByNumber",
            code,
            message,
            when: p => p[0]!.GetValue<string>() == "finalized"
        );
        var indexer = Start(node);
        await indexer.UntilAsync("degraded");
        indexer.Health.Read().Detail!.ShouldContain("Chain:Finality");
        for (var turn = 0; turn < 20; turn++)
        {
            await indexer.Worker.OnceAsync(default);
        }
        (await indexer.ScalarAsync<long>("SELECT number FROM chain.cursors")).ShouldBe(
            (await Chain.HeadAsync()).Number
        );
        indexer.Health.Read().Status.ShouldBe("degraded");
    }

    [Fact]
    public async Task A_node_that_answers_null_for_the_tag_on_a_long_chain_says_what_to_set()
    {
        await Chain.MineAsync(1001);
        var node = new FaultyNode().Answer(
            "eth_getBlockByNumber",
            (p, block) => p[0]!.GetValue<string>() == "finalized" ? null : block
        );
        var indexer = Start(node);
        await indexer.UntilAsync("degraded");
        indexer.Health.Read().Detail!.ShouldContain("Chain:Finality");
    }

    [Fact]
    public async Task A_depth_needs_no_tag()
    {
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(5);
        var node = new FaultyNode().Refuse(
            "eth_getBlockByNumber",
            -32602,
            "unknown tag",
            when: p => p[0]!.GetValue<string>() == "finalized"
        );
        var indexer = Start(node, follow: c => c with { Finality = "3" });
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT finalized_number FROM chain.cursors")).ShouldBe(
            (await Chain.HeadAsync()).Number - 3
        );
    }

    [Fact]
    public async Task Finality_that_stands_still_while_the_head_moves_is_degraded_until_it_goes_on()
    {
        var node = new FaultyNode();
        var indexer = Start(node, options => options.FinalityWithin = TimeSpan.FromMilliseconds(30));
        await Chain.MineAsync(8);
        await indexer.CatchUpAsync(Chain);
        var stuck = (await Chain.HeadAsync()).Number;
        node.Answer("eth_getBlockByNumber", (p, block) => p[0]!.GetValue<string>() == "finalized" ? null : block);
        await Chain.MineAsync(2);
        await indexer.UntilAsync("degraded");
        indexer.Health.Read().Detail!.ShouldContain("Nothing has become final");
        node.BeHonest();
        await Chain.MineAsync(2);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT finalized_number FROM chain.cursors")).ShouldBeGreaterThan(stuck - 3);
    }

    [Fact]
    public void A_chain_that_rests_is_no_fault()
    {
        var watch = new FinalityWatch(new IndexerOptions { FinalityWithin = TimeSpan.Zero }, TimeProvider.System);
        var node = new Observation(
            new BlockRef(9, Keccak256.Hash([9])),
            new BlockRef(7, Keccak256.Hash([7])),
            null,
            null,
            null,
            null
        );
        for (var look = 0; look < 3; look++)
        {
            watch.Look(node with { }, null);
        }
        watch = new FinalityWatch(new IndexerOptions { FinalityWithin = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        watch.Look(node, null).ShouldBeNull();
        watch.Look(node, null).ShouldBeNull();
    }
}
