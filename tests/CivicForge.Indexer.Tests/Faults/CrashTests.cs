using CivicForge.Chain.Crypto;
using CivicForge.Hosting;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;

namespace CivicForge.Indexer.Tests.Faults;

/// <summary>B10, B11, B12 and B29: the process or the database dies at any point, and the next start carries
/// on.</summary>
public sealed class CrashTests(TestDatabases databases) : IndexerTest(databases)
{
    private static readonly Action<IndexerOptions> Configure = o =>
        (o.Holder, o.RangeSize, o.Concurrency) = ("one", 4, 1);

    private static readonly Func<ChainOptions, ChainOptions> Follow = c => c with { Finality = "6" };

    [Fact]
    public async Task B10_B11_a_crash_at_every_call_of_following_and_rewinding_loses_nothing_and_doubles_nothing()
    {
        var claims = await Claims.AnchorAsync(Chain, 4);
        await claims.ClaimManyAsync(0, 2);
        await Chain.MineAsync(9);
        await claims.ClaimAsync(2);
        await CrashEverywhereAsync();
        await Chain.ReorgAsync(3);
        await claims.ClaimAsync(3);
        await CrashEverywhereAsync();
        var last = Start(configure: Configure, follow: Follow);
        await last.CatchUpAsync(Chain);
        (
            await last.QueryAsync<Guid>("SELECT quest_id FROM chain.reward_claims ORDER BY block_number, log_index")
        ).ShouldBe([claims.All[0].Completed.QuestId, claims.All[1].Completed.QuestId, claims.All[3].Completed.QuestId]);
        (await last.ScalarAsync<long>("SELECT count(*) FROM chain.blocks WHERE NOT canonical")).ShouldBe(3);
        await last.AuditAsync();
    }

    /// <summary>Each run dies one call later than the one before, until one does not die.</summary>
    private async Task CrashEverywhereAsync()
    {
        for (var call = 1; ; call++)
        {
            var node = new FaultyNode { CrashAtCall = call };
            await using var indexer = TestIndexer.Create(Database, Chain, node, Configure, Follow);
            for (var turn = 0; turn < 40 && node.Calls < call; turn++)
            {
                await indexer.Worker.OnceAsync(default);
            }
            if (node.Calls < call)
            {
                throw new TimeoutException("The loop stopped asking.");
            }
            var head = await Chain.HeadAsync();
            if (
                await indexer.ScalarAsync<bool>(
                    $"SELECT EXISTS (SELECT FROM chain.cursors WHERE number = {head.Number} "
                        + $"AND hash = '\\x{Convert.ToHexString(head.Hash.Bytes)}' AND reread_number = "
                        + "finalized_number)"
                )
            )
            {
                return;
            }
        }
    }

    [Fact]
    public async Task B12_the_same_range_twice_changes_nothing()
    {
        var claims = await Claims.AnchorAsync(Chain, 3);
        await claims.ClaimManyAsync(0, 3);
        await Chain.MineAsync(5);
        var indexer = Start();
        await indexer.CatchUpAsync(Chain);
        var rows = await indexer.ScalarAsync<string>(Everything);
        await using (var owner = await indexer.OpenAsync())
        {
            await owner.ExecuteAsync(
                "UPDATE chain.cursors SET number = -1, hash = NULL, finalized_number = NULL, finalized_hash = "
                    + "NULL, reread_number = -1, audited_number = NULL; UPDATE chain.coverage SET blocks = '{}'"
            );
        }
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<string>(Everything)).ShouldBe(rows);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task A_range_whose_projection_fails_leaves_nothing_behind()
    {
        var claims = await Claims.AnchorAsync(Chain, 2);
        await claims.ClaimManyAsync(0, 2);
        await Chain.MineAsync(5);
        var indexer = Start();
        await using var owner = await indexer.OpenAsync();
        await owner.ExecuteAsync(
            """
            CREATE FUNCTION chain.fail() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'
                USING errcode = '53100'; END $$;
            CREATE TRIGGER fail BEFORE INSERT ON chain.reward_claimed FOR EACH ROW EXECUTE FUNCTION chain.fail();
            """
        );
        await indexer.UntilAsync("failed");
        (
            await indexer.ScalarAsync<long>(
                "SELECT (SELECT count(*) FROM chain.blocks) + (SELECT count(*) FROM chain.logs) + (SELECT count(*) "
                    + "FROM chain.batch_anchored)"
            )
        ).ShouldBe(0);
        await owner.ExecuteAsync("DROP FUNCTION chain.fail() CASCADE");
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims")).ShouldBe(2);
        await indexer.AuditAsync();
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task B29_database_connections_that_are_killed_at_random_only_cost_time(int seed)
    {
        var claims = await Claims.AnchorAsync(Chain, 4);
        for (var i = 0; i < 4; i++)
        {
            await claims.ClaimAsync(i);
        }
        await Chain.MineAsync(6);
        var random = new Random(seed);
        var node = new FaultyNode();
        var indexer = Start(node, o => (o.RangeSize, o.Concurrency) = (2, 1), c => c with { Finality = "4" });
        node.OnCall = async () =>
        {
            if (random.NextDouble() > 0.1)
            {
                return;
            }
            await using var owner = await indexer.OpenAsync();
            await owner.ExecuteAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'civic_indexer' "
                    + "AND datname = current_database()"
            );
        };
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims")).ShouldBe(4);
        await indexer.AuditAsync();
    }

    private const string Everything = """
        SELECT (SELECT md5(string_agg(b::text, ',' ORDER BY b.hash)) FROM chain.blocks b)
            || (SELECT md5(string_agg(l::text, ',' ORDER BY l.block_hash, l.log_index)) FROM chain.logs l)
            || (SELECT md5(string_agg(c::text, ',' ORDER BY c.block_hash, c.log_index)) FROM chain.reward_claimed c)
        """;
}
