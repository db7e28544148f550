using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Chain.Web3.Contracts.RewardDistributor;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Indexer.Tests.Following;

public sealed class FollowingTests(TestDatabases databases) : IndexerTest(databases)
{
    [Fact]
    public async Task Anchors_claims_revocations_and_withheld_batches_are_read_with_their_finality()
    {
        var claims = await Claims.AnchorAsync(Chain, 3);
        await claims.ClaimAsync(0);
        await Chain.MinedAsync(
            await Chain.SendAsync(
                DevelopmentAccounts.Performer,
                Chain.Registry,
                new RevokeFunction(1, claims.All[1].Completed.ToStruct(), claims.All[1].Proof, 2).CallData()
            )
        );
        await Chain.MinedAsync(
            await Chain.SendAsync(
                DevelopmentAccounts.Operator,
                Chain.Distributor,
                new WithholdFunction(1UL, true).CallData()
            )
        );
        var indexer = Start();
        await indexer.CatchUpAsync(Chain);

        var quest = claims.All[0].Completed;
        (
            await indexer.QueryAsync<(long, byte[], int, string)>(
                "SELECT batch_id, root, leaf_count, finality FROM chain.anchors"
            )
        )
            .ShouldHaveSingleItem()
            .Item4.ShouldBe("finalized");
        (
            await indexer.QueryAsync<(Guid, byte[], byte[], long, int, int)>(
                "SELECT quest_id, performer, creator, batch_id, xp, reputation FROM chain.reward_claims"
            )
        )
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                c => c.Item1.ShouldBe(quest.QuestId),
                c => c.Item2.ShouldBe(quest.Performer.ToArray()),
                c => c.Item3.ShouldBe(quest.Creator.ToArray()),
                c => c.Item4.ShouldBe(1),
                c => c.Item5.ShouldBe(100),
                c => c.Item6.ShouldBe(10)
            );
        (
            await indexer.QueryAsync<(byte[], byte[], Guid, short, string)>(
                "SELECT leaf, revoked_by, quest_id, reason, finality FROM chain.revocations"
            )
        )
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                r => r.Item1.ShouldBe(claims.All[1].Completed.Leaf().ToArray()),
                r => r.Item2.ShouldBe(claims.All[1].Completed.Performer.ToArray()),
                r => r.Item3.ShouldBe(claims.All[1].Completed.QuestId),
                r => r.Item4.ShouldBe((short)2),
                r => r.Item5.ShouldBe("mined")
            );
        (await indexer.QueryAsync<bool>("SELECT withheld FROM chain.withheld_batches")).ShouldBe([true]);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.receipt_keys")).ShouldBe(1);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B32_events_of_unknown_signature_are_kept_raw()
    {
        var indexer = Start();
        await indexer.CatchUpAsync(Chain);
        (
            await indexer.ScalarAsync<long>(
                "SELECT count(*) FROM chain.logs WHERE event IS NULL AND contract = '\\x"
                    + Convert.ToHexString(Chain.Registry.Bytes)
                    + "'"
            )
        ).ShouldBeGreaterThan(0, "the registry's role events have no table of their own");
        await indexer.AuditAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(5000)]
    public async Task B23_heads_missed_while_offline_are_caught_up(int missed)
    {
        var indexer = Start(configure: o => o.RangeSize = 500);
        await indexer.CatchUpAsync(Chain);
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(missed);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.anchors WHERE finality = 'finalized'")).ShouldBe(
            missed > 1 ? 1 : 0
        );
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task A_node_that_refuses_batches_is_asked_call_by_call()
    {
        var claims = await Claims.AnchorAsync(Chain, 3);
        for (var i = 0; i < 3; i++)
        {
            await claims.ClaimAsync(i);
        }
        await Chain.MineAsync(20);
        var indexer = Start(new FaultyNode { RefusesBatches = true });
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims")).ShouldBe(3);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task What_a_batch_leaves_out_is_asked_again_alone()
    {
        var claims = await Claims.AnchorAsync(Chain, 3);
        await claims.ClaimManyAsync(0, 3);
        await Chain.MineAsync(20);
        var node = new FaultyNode()
            .Refuse("eth_getBlockByNumber", -32005, "limit exceeded", times: 5)
            .Refuse("eth_getLogs", -32005, "limit exceeded", times: 3)
            .Answer("eth_getBlockByNumber", (_, _) => null, times: 1);
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims")).ShouldBe(3);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B33_many_claims_in_one_block_keep_their_order()
    {
        var claims = await Claims.AnchorAsync(Chain, 40);
        await claims.ClaimManyAsync(0, 40);
        var indexer = Start();
        await indexer.CatchUpAsync(Chain);
        (
            await indexer.QueryAsync<Guid>("SELECT quest_id FROM chain.reward_claims ORDER BY block_number, log_index")
        ).ShouldBe(claims.All.Select(c => c.Completed.QuestId));
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task Finality_by_depth_needs_no_tag()
    {
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(4);
        var indexer = Start(follow: c => c with { Finality = "5" });
        await indexer.CatchUpAsync(Chain);
        (await indexer.QueryAsync<string>("SELECT finality FROM chain.anchors")).ShouldBe(["mined"]);
        await Chain.MineAsync();
        await indexer.CatchUpAsync(Chain);
        (await indexer.QueryAsync<string>("SELECT finality FROM chain.anchors")).ShouldBe(["finalized"]);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B31_a_contract_registered_later_is_read_from_its_old_blocks()
    {
        await using var other = await TestChain.StartAsync();
        var claims = await Claims.AnchorAsync(Chain, 2);
        await claims.ClaimAsync(0);
        await Chain.MineAsync(5);
        var before = Start(follow: c =>
            c with
            {
                Distributor = Address.Parse("0x00000000000000000000000000000000000000d1"),
            }
        );
        await before.CatchUpAsync(Chain);
        await before.Lease.ReleaseAsync(default);
        var indexer = Start();
        await indexer.CatchUpAsync(Chain);
        (
            await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims WHERE finality = 'finalized'")
        ).ShouldBe(1);
        await Chain.MineAsync(3);
        await indexer.CatchUpAsync(Chain);
        (
            await indexer.ScalarAsync<string>(
                "SELECT blocks::text FROM chain.coverage WHERE name = 'distributor' AND contract = '\\x"
                    + Convert.ToHexString(Chain.Distributor.Bytes)
                    + "'"
            )
        ).ShouldBe($"{{[0,{(await Chain.HeadAsync()).Number + 1})}}");
    }
}
