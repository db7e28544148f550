using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Tests.Following;

/// <summary>B14, B17 and B35 where the first pass cannot see them: the second pass and the state audit do.</summary>
public sealed class UpkeepTests(TestDatabases databases) : IndexerTest(databases)
{
    private const string Kinds = "SELECT DISTINCT kind FROM chain.findings ORDER BY 1";

    private async Task<TestIndexer> IndexedAsync(FaultyNode? node = null, Action<IndexerOptions>? configure = null)
    {
        var claims = await Claims.AnchorAsync(Chain, 3);
        await claims.ClaimManyAsync(0, 3);
        await Chain.MineAsync(5);
        var indexer = Start(node, configure);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<bool>("SELECT audited_number = finalized_number FROM chain.cursors")).ShouldBeTrue();
        (await indexer.QueryAsync<string>(Kinds)).ShouldBeEmpty();
        return indexer;
    }

    private static async Task TamperAsync(TestIndexer indexer, string sql)
    {
        await using var owner = await indexer.OpenAsync();
        await owner.ExecuteAsync(sql);
        await using var anchorer = new NpgsqlConnection(indexer.Database.ConnectionStringFor("civic_anchorer"));
        (await anchorer.QuerySingleAsync<long>("SELECT chain.reindex()")).ShouldBe(0, "it tells from which block");
    }

    [Fact]
    public async Task A_log_that_the_first_pass_missed_is_stored_and_reported()
    {
        var indexer = await IndexedAsync();
        await TamperAsync(
            indexer,
            """
            DELETE FROM chain.reward_claimed WHERE log_index = 0
                AND block_hash IN (SELECT block_hash FROM chain.reward_claimed);
            DELETE FROM chain.logs l WHERE event = 'RewardClaimed'
                AND NOT EXISTS (SELECT FROM chain.reward_claimed e
                    WHERE e.block_hash = l.block_hash AND e.log_index = l.log_index);
            UPDATE chain.cursors SET logs_written = (SELECT count(*) FROM chain.logs)
            """
        );
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims")).ShouldBe(3);
        (await indexer.QueryAsync<string>(Kinds)).ShouldBe(["log-missed"]);
        (
            await indexer.ScalarAsync<bool>(
                "SELECT logs_written = (SELECT count(*) FROM chain.logs) FROM chain.cursors"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task Asking_to_read_again_while_the_second_pass_runs_is_not_lost()
    {
        var node = new FaultyNode();
        var indexer = await IndexedAsync(node, o => o.RangeSize = 2);
        var asked = false;
        node.Before(
            "eth_getLogs",
            async () =>
            {
                if (
                    asked
                    || !await indexer.ScalarAsync<bool>(
                        "SELECT reread_number >= (SELECT max(block_number) FROM chain.logs) FROM chain.cursors"
                    )
                )
                {
                    return;
                }
                asked = true;
                await TamperAsync(indexer, "UPDATE chain.logs SET data = '\\x00' WHERE event = 'RewardClaimed'");
            },
            times: int.MaxValue
        );
        await TamperAsync(indexer, "SELECT 1");
        await indexer.CatchUpAsync(Chain);
        asked.ShouldBeTrue("the second pass was not on its way");
        (await indexer.QueryAsync<string>(Kinds)).ShouldBe(["log-differs"]);
    }

    [Fact]
    public async Task B35_a_log_changed_by_hand_is_reported()
    {
        var indexer = await IndexedAsync();
        await TamperAsync(indexer, "UPDATE chain.logs SET data = '\\x00' WHERE event = 'RewardClaimed'");
        await indexer.CatchUpAsync(Chain);
        (await indexer.QueryAsync<string>(Kinds)).ShouldBe(["log-differs"]);
    }

    [Fact]
    public async Task B35_a_log_added_by_hand_is_reported_and_left_alone()
    {
        var indexer = await IndexedAsync();
        await TamperAsync(
            indexer,
            "INSERT INTO chain.logs SELECT block_hash, 77, block_number, transaction_hash, contract, topics, data, "
                + "NULL FROM chain.logs WHERE event = 'BatchAnchored'"
        );
        await indexer.CatchUpAsync(Chain);
        (await indexer.QueryAsync<string>(Kinds)).ShouldBe(["log-not-on-chain"]);
        (await indexer.ScalarAsync<long>("SELECT count(*) FROM chain.logs WHERE log_index = 77")).ShouldBe(1);
    }

    [Fact]
    public async Task B35_rows_that_contradict_contract_state_are_reported()
    {
        var indexer = await IndexedAsync();
        await TamperAsync(
            indexer,
            "UPDATE chain.batch_anchored SET root = decode(repeat('ab', 32), 'hex'); UPDATE chain.reward_claimed "
                + "SET xp = 101 WHERE log_index = 0"
        );
        await indexer.CatchUpAsync(Chain);
        (await indexer.QueryAsync<string>(Kinds)).ShouldBe(["state-mismatch"]);
        var details = await indexer.QueryAsync<string>("SELECT detail FROM chain.findings");
        details.ShouldContain(d => d.StartsWith("rootOf(1)", StringComparison.Ordinal));
        details.ShouldContain(d => d.StartsWith("xpOf(", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_that_a_node_changes_in_every_answer_is_caught_by_contract_state()
    {
        var claims = await Claims.AnchorAsync(Chain, 1);
        await claims.ClaimAsync(0);
        await Chain.MineAsync(5);
        var node = new FaultyNode().Answer(
            "eth_getLogs",
            (_, result) =>
            {
                foreach (var log in result!.AsArray())
                {
                    if (
                        log!["address"]!
                            .GetValue<string>()
                            .Equals(Chain.Distributor.ToString(), StringComparison.OrdinalIgnoreCase)
                    )
                    {
                        log["data"] = log["data"]!.GetValue<string>().Replace("64", "65", StringComparison.Ordinal);
                    }
                }
                return result;
            }
        );
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<int>("SELECT xp FROM chain.reward_claims")).ShouldBe(101, "the lie is consistent");
        (await indexer.QueryAsync<string>(Kinds)).ShouldContain("state-mismatch");
    }

    [Fact]
    public async Task The_second_pass_asks_the_second_provider()
    {
        await using var indexer = TestIndexer.Create(
            Database,
            Chain,
            new FaultyNode(),
            follow: c => c with { SecondRpcUrl = new Uri(Chain.Url, "?second") }
        );
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(4);
        await indexer.CatchUpAsync(Chain);
        await indexer.AuditAsync();
    }
}
