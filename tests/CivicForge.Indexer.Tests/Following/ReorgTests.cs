using System.Text.Json.Nodes;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Indexer.Tests.Following;

/// <summary>B1 to B9 and B20: real reorganisations of a real node. Ten blocks are provisional here.</summary>
public sealed class ReorgTests(TestDatabases databases) : IndexerTest(databases)
{
    private TestIndexer StartAtDepth(HttpMessageHandler? handler = null) =>
        Start(handler, follow: c => c with { Finality = "10" });

    private const string CanonicalClaims = "SELECT count(*) FROM chain.reward_claims";

    private const string AllClaims = "SELECT count(*) FROM chain.reward_claimed";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(9)]
    public async Task B1_a_reorg_above_finality_is_followed(int depth)
    {
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(15);
        var indexer = StartAtDepth();
        await indexer.CatchUpAsync(Chain);
        var before = await indexer.ScalarAsync<long>("SELECT number FROM chain.cursors");
        await Chain.ReorgAsync(depth);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE NOT canonical")).ShouldBe(depth);
        (await indexer.ScalarAsync<long>("SELECT number FROM chain.cursors")).ShouldBe(
            before,
            "anvil keeps the head's number: only hashes tell"
        );
        (
            await indexer.QueryAsync<string>(
                "SELECT from_number || ' to ' || ancestor_number || ', ' || blocks FROM chain.reorg_log"
            )
        ).ShouldBe([$"{before} to {before - depth}, {depth}"]);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B2_a_claim_that_a_reorg_drops_is_no_longer_a_claim()
    {
        var claims = await Claims.AnchorAsync(Chain, 1);
        await claims.ClaimAsync(0);
        var indexer = StartAtDepth();
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(CanonicalClaims)).ShouldBe(1);
        await Chain.ReorgAsync(1);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(CanonicalClaims)).ShouldBe(0);
        (await indexer.ScalarAsync<long>(AllClaims)).ShouldBe(1, "nothing is deleted");
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B3_a_claim_that_moves_to_another_block_and_log_index_is_there_once()
    {
        var claims = await Claims.AnchorAsync(Chain, 3);
        await claims.ClaimAsync(0);
        var indexer = StartAtDepth();
        await indexer.CatchUpAsync(Chain);
        var before = await indexer.ScalarAsync<long>("SELECT block_number * 1000 + log_index FROM chain.reward_claims");
        await Chain.ReorgAsync(1);
        await Chain.MineAsync(1);
        await Chain.InOneBlockAsync(async () =>
            (await claims.SendAsync(1, DevelopmentAccounts.Deployer), await claims.SendAsync(0))
        );
        await indexer.CatchUpAsync(Chain);
        (
            await indexer.QueryAsync<long>(
                "SELECT block_number * 1000 + log_index FROM chain.reward_claims "
                    + $"WHERE quest_id = '{claims.All[0].Completed.QuestId}'"
            )
        )
            .ShouldHaveSingleItem()
            .ShouldNotBe(before);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B4_B5_another_claim_or_the_same_by_another_sender_takes_its_place()
    {
        var claims = await Claims.AnchorAsync(Chain, 2);
        await claims.ClaimAsync(0);
        var indexer = StartAtDepth();
        await indexer.CatchUpAsync(Chain);
        await Chain.ReorgAsync(1);
        await claims.ClaimAsync(1);
        await indexer.CatchUpAsync(Chain);
        (await indexer.QueryAsync<Guid>("SELECT quest_id FROM chain.reward_claims")).ShouldBe([
            claims.All[1].Completed.QuestId,
        ]);
        await claims.ClaimAsync(0, DevelopmentAccounts.Performer);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(CanonicalClaims)).ShouldBe(2);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B6_a_reorg_during_the_walk_back_is_walked_again()
    {
        await Chain.MineAsync(15);
        var node = new FaultyNode();
        var indexer = StartAtDepth(node);
        await indexer.CatchUpAsync(Chain);
        await Chain.ReorgAsync(6);
        node.Before("eth_getBlockByHash", () => Chain.ReorgAsync(4), times: 2);
        await indexer.CatchUpAsync(Chain);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B6_the_chain_may_come_back_to_the_first_fork()
    {
        var claims = await Claims.AnchorAsync(Chain, 1);
        var fork = await Chain.RpcAsync("evm_snapshot");
        var indexer = StartAtDepth();
        var time = (long)(await Chain.Client.GetBlockAsync(BlockId.Latest, default))!.Timestamp;
        await FirstForkAsync();
        var first = await Chain.HeadAsync();
        await indexer.CatchUpAsync(Chain);

        await Chain.RpcAsync("evm_revert", fork.GetString());
        fork = await Chain.RpcAsync("evm_snapshot");
        await Chain.RpcAsync("evm_setNextBlockTimestamp", time + 200);
        await Chain.MineAsync();
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(CanonicalClaims)).ShouldBe(0);

        await Chain.RpcAsync("evm_revert", fork.GetString());
        await FirstForkAsync();
        (await Chain.HeadAsync()).ShouldBe(first, "the test must really return to the first fork");
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(CanonicalClaims)).ShouldBe(1);
        (await indexer.ScalarAsync<long>(AllClaims)).ShouldBe(1, "the same log is not stored twice");
        await indexer.AuditAsync();

        async Task FirstForkAsync()
        {
            await Chain.RpcAsync("anvil_setNextBlockBaseFeePerGas", "0x3b9aca00");
            await Chain.RpcAsync("evm_setNextBlockTimestamp", time + 100);
            await claims.ClaimAsync(0);
        }
    }

    [Fact]
    public async Task B7_a_reorg_to_a_shorter_chain_is_followed()
    {
        await Chain.MineAsync(15);
        var indexer = StartAtDepth();
        await indexer.CatchUpAsync(Chain);
        await Chain.RollbackAsync(6);
        await Chain.RpcAsync("evm_increaseTime", 1000);
        await Chain.MineAsync(2);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE NOT canonical")).ShouldBe(6);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B8_a_reorg_while_the_indexer_was_off_is_found_at_start()
    {
        await Chain.MineAsync(15);
        var before = StartAtDepth();
        await before.CatchUpAsync(Chain);
        await before.Lease.ReleaseAsync(default);
        await Chain.ReorgAsync(5);
        await Chain.MineAsync(3);
        var indexer = StartAtDepth();
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE NOT canonical")).ShouldBe(5);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B9_a_reorg_below_finality_halts_latches_and_deletes_nothing()
    {
        var claims = await Claims.AnchorAsync(Chain, 1);
        await claims.ClaimAsync(0);
        await Chain.MineAsync(4);
        var indexer = Start();
        await indexer.CatchUpAsync(Chain);
        var rows = await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE canonical");
        await Chain.ReorgAsync(5);
        await indexer.UntilAsync("failed");
        indexer.Health.Read().Detail!.ShouldContain("is final as");
        (await indexer.ScalarAsync<string>("SELECT halted_reason FROM chain.status")).ShouldContain(
            "Nothing was deleted"
        );
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE canonical")).ShouldBe(rows);
        (await indexer.ScalarAsync<long>(CanonicalClaims)).ShouldBe(1);

        await indexer.Lease.ReleaseAsync(default);
        var restarted = Start();
        await Chain.MineAsync(3);
        await restarted.UntilAsync("failed");
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE canonical")).ShouldBe(
            rows,
            "a restart does not clear the latch"
        );
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B9_the_walk_back_never_passes_a_final_block_even_when_the_node_hides_that_it_changed()
    {
        await Chain.MineAsync(12);
        var node = new FaultyNode();
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        var rows = await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE canonical");
        var final = (ulong)await indexer.ScalarAsync<long>("SELECT finalized_number FROM chain.status");
        var old = (await Chain.RpcAsync("eth_getBlockByNumber", Quantity.Encode(final), false)).GetRawText();
        node.Answer(
            "eth_getBlockByNumber",
            (p, block) => p[0]!.GetValue<string>() == Quantity.Encode(final) ? JsonNode.Parse(old) : block
        );
        await Chain.ReorgAsync(6);
        await indexer.UntilAsync("failed");
        indexer.Health.Read().Detail!.ShouldContain("is final as");
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE canonical")).ShouldBe(rows);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B20_a_head_that_goes_back_on_the_same_fork_changes_nothing()
    {
        await Chain.MineAsync(15);
        var indexer = StartAtDepth();
        await indexer.CatchUpAsync(Chain);
        await Chain.RollbackAsync(3);
        await indexer.UntilAsync("degraded");
        indexer.Health.Read().Detail!.ShouldContain("behind");
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE NOT canonical")).ShouldBe(0);
        await Chain.RpcAsync("evm_increaseTime", 1000);
        await Chain.MineAsync(5);
        await indexer.CatchUpAsync(Chain);
        await indexer.AuditAsync();
    }
}
