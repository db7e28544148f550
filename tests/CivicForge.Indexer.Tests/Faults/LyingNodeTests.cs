using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Indexer.Tests.Faults;

/// <summary>B13 to B19, B21 and B22: a node that answers, but not the truth.</summary>
public sealed class LyingNodeTests(TestDatabases databases) : IndexerTest(databases)
{
    private const string Logs = "eth_getLogs";

    private const string Claimed = "SELECT count(*) FROM chain.reward_claims";

    private async Task<Claims> FiveClaimsAsync()
    {
        var claims = await Claims.AnchorAsync(Chain, 5);
        await claims.ClaimManyAsync(0, 5);
        return claims;
    }

    private static JsonNode? Without(JsonNode? result, int index)
    {
        if (result is JsonArray logs && logs.Count > index)
        {
            logs.RemoveAt(index);
        }
        return result;
    }

    private static FaultyNode.Lie Each(Action<JsonObject> change) =>
        (_, result) =>
        {
            foreach (var log in result!.AsArray())
            {
                change(log!.AsObject());
            }
            return result;
        };

    public static TheoryData<string, bool> Lies =>
        new()
        {
            { "B13 empty", true },
            { "B13 empty", false },
            { "B14 one of five missing", true },
            { "B14 one of five missing", false },
            { "B16 removed", true },
            { "B16 removed", false },
            { "B17 block hash", true },
            { "B17 block hash", false },
            { "B17 address", true },
            { "B17 address", false },
            { "B17 two logs under one index", true },
            { "B17 two logs under one index", false },
            { "B17 transaction", true },
            { "B17 data", true },
        };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_about_logs_is_not_stored_and_passes(string lie, bool final)
    {
        await FiveClaimsAsync();
        if (final)
        {
            await Chain.MineAsync(5);
        }
        var node = new FaultyNode().Answer(Logs, Make(lie), times: 4);
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        await indexer.AuditAsync();
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_about_logs_that_lasts_stops_the_cursor(string lie, bool final)
    {
        await FiveClaimsAsync();
        if (final)
        {
            await Chain.MineAsync(5);
        }
        var node = new FaultyNode().Answer(Logs, Make(lie));
        var indexer = Start(node);
        await indexer.UntilAsync("degraded");
        for (var turn = 0; turn < 5; turn++)
        {
            await indexer.Worker.OnceAsync(default);
        }
        indexer.Health.Read().Status.ShouldBe("degraded");
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(0);
        node.BeHonest();
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        await indexer.AuditAsync();
    }

    [Theory]
    [InlineData('0')]
    [InlineData('f')]
    public async Task B15_a_bloom_that_says_nothing_does_not_stop_the_indexer(char digit)
    {
        await FiveClaimsAsync();
        var node = new FaultyNode();
        foreach (var method in new[] { "eth_getBlockByNumber", "eth_getBlockByHash" })
        {
            node.Answer(method, (_, block) => Changed(block, b => b["logsBloom"] = "0x" + new string(digit, 512)));
        }
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task B18_empty_answers_for_blocks_above_the_head_of_the_node_that_answers_are_not_believed()
    {
        await FiveClaimsAsync();
        await Chain.MineAsync(5);
        var node = new FaultyNode().Answer(
            Logs,
            (p, result) => p[0]!["blockHash"] is null ? new JsonArray() : result,
            times: 3
        );
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        await indexer.AuditAsync();
    }

    [Theory]
    [InlineData(-32005, "query returned more than 10000 results")]
    [InlineData(-32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range")]
    [InlineData(-32614, "eth_getLogs is limited to a 10,000 range")]
    [InlineData(-32600, "block range is too wide")]
    [InlineData(-32602, "query exceeds max results 20000")]
    [InlineData(-32000, "logs matched by query exceeds limit of 10000")]
    [InlineData(-32000, "exceed maximum block range: 5000")]
    [InlineData(-32000, "words that nobody has seen yet")]
    [InlineData(-32603, "Internal error")]
    [InlineData(-32602, "Invalid params")]
    [InlineData(-32601, "the method is not available for such a request")]
    [InlineData(-32001, "resource not found")]
    public async Task B19_a_range_with_too_many_results_is_halved_down_to_one_block(int code, string message)
    {
        await FiveClaimsAsync();
        await Chain.MineAsync(20);
        var node = new FaultyNode().Refuse(
            Logs,
            code,
            message,
            when: p => p[0]!["fromBlock"] is { } from && from.GetValue<string>() != p[0]!["toBlock"]!.GetValue<string>()
        );
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        await indexer.AuditAsync();
    }

    [Fact]
    public async Task A_node_that_takes_no_blocks_by_hash_is_audited_by_number()
    {
        await FiveClaimsAsync();
        await Chain.MineAsync(5);
        var byNumber = 0;
        var node = new FaultyNode()
            .Refuse(
                "eth_call",
                -32602,
                "invalid argument 1: json: cannot unmarshal object into Go value of type rpc.BlockNumber",
                when: p => p[1] is JsonObject
            )
            .Answer(
                "eth_call",
                (p, result) =>
                {
                    if (p[1] is JsonValue)
                    {
                        byNumber++;
                    }
                    return result;
                }
            );
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT audited_number FROM chain.cursors")).ShouldBe(
            await indexer.ScalarAsync<long>("SELECT finalized_number FROM chain.cursors")
        );
        byNumber.ShouldBeGreaterThan(5);
        await indexer.AuditAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task B21_answers_from_two_forks_are_not_mixed(int seed)
    {
        var claims = await Claims.AnchorAsync(Chain, 4);
        await Chain.MineAsync(3);
        await claims.ClaimAsync(0);
        await claims.ClaimAsync(1);
        var node = new FaultyNode();
        var indexer = Start(node, follow: c => c with { Finality = "20" });
        await indexer.CatchUpAsync(Chain);
        await Chain.ReorgAsync(2);
        await claims.ClaimAsync(2);
        node.ReplayAtRandom(seed, 0.5);
        for (var turn = 0; turn < 60; turn++)
        {
            await indexer.Worker.OnceAsync(default);
        }
        node.BeHonest();
        await indexer.CatchUpAsync(Chain);
        (await indexer.QueryAsync<Guid>("SELECT quest_id FROM chain.reward_claims")).ShouldBe([
            claims.All[2].Completed.QuestId,
        ]);
        (await indexer.ScalarAsync<string?>("SELECT halted_reason FROM chain.status")).ShouldBeNull();
        await indexer.AuditAsync();
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("back")]
    [InlineData("above the head")]
    [InlineData("another hash")]
    public async Task B22_a_final_tag_that_makes_no_sense_changes_nothing_and_finality_never_goes_back(string lie)
    {
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Chain.MineAsync(8);
        var node = new FaultyNode();
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        var final = await indexer.ScalarAsync<long>("SELECT finalized_number FROM chain.status");
        node.Answer(
            "eth_getBlockByNumber",
            (p, block) =>
                p[0]!.GetValue<string>() != "finalized"
                    ? block
                    : lie switch
                    {
                        "absent" => null,
                        "back" => Changed(block, b => b["number"] = "0x1"),
                        "above the head" => Changed(block, b => b["number"] = "0xffffff"),
                        _ => Changed(block, b => b["hash"] = Keccak256.Hash([9]).ToString()),
                    }
        );
        await Chain.MineAsync(2);
        for (var turn = 0; turn < 10; turn++)
        {
            await indexer.Worker.OnceAsync(default);
        }
        (await indexer.ScalarAsync<long>("SELECT finalized_number FROM chain.status")).ShouldBe(final);
        (await indexer.ScalarAsync<string?>("SELECT halted_reason FROM chain.status")).ShouldBeNull();
        node.BeHonest();
        await Chain.MineAsync(2);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>("SELECT finalized_number FROM chain.status")).ShouldBe(final + 4);
        await indexer.AuditAsync();
    }

    private FaultyNode.Lie Make(string lie) =>
        lie switch
        {
            "B13 empty" => (_, _) => new JsonArray(),
            "B14 one of five missing" => (_, result) => Without(result, result!.AsArray().Count - 2),
            "B16 removed" => Each(l => l["removed"] = true),
            "B17 block hash" => Each(l => l["blockHash"] = Keccak256.Hash([7]).ToString()),
            "B17 address" => Each(l => l["address"] = Chain.Reputation.ToString()),
            "B17 two logs under one index" => (_, result) =>
            {
                var logs = result!.AsArray();
                if (logs.Count > 0)
                {
                    logs.Add(Changed(logs[^1]!.DeepClone(), l => l["data"] = "0x"));
                }
                return logs;
            },
            "B17 transaction" => Each(l => l["transactionHash"] = Keccak256.Hash([7]).ToString()),
            // A node that changes the data of every answer alike tells one consistent story, which only contract state
            // contradicts (StateAuditTests).
            "B17 data" => OnlyFiltered(Each(l => l["data"] = Hex.Encode(new byte[96]))),
            _ => throw new ArgumentOutOfRangeException(nameof(lie), lie, null),
        };

    private static FaultyNode.Lie OnlyFiltered(FaultyNode.Lie lie) =>
        (p, result) => p[0]!["address"] is null ? result : lie(p, result);

    private static JsonNode? Changed(JsonNode? block, Action<JsonObject> change)
    {
        if (block is JsonObject o)
        {
            change(o);
        }
        return block;
    }
}
