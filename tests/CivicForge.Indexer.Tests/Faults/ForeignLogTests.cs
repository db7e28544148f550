using System.Text.Json.Nodes;
using CivicForge.Chain.Crypto;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Indexer.Tests.Faults;

/// <summary>Blocks in which other contracts' logs break the rules, as the system transactions of many chains do. Claims
/// stand beside logs of the reputation token.</summary>
public sealed class ForeignLogTests(TestDatabases databases) : IndexerTest(databases)
{
    private const string Logs = "eth_getLogs";

    private const string Claimed = "SELECT count(*) FROM chain.reward_claims";

    private const string Found = "SELECT kind FROM chain.findings ORDER BY kind";

    private async Task FiveClaimsAsync(bool final)
    {
        var claims = await Claims.AnchorAsync(Chain, 5);
        await claims.ClaimManyAsync(0, 5);
        if (final)
        {
            await Chain.MineAsync(5);
        }
    }

    public static TheoryData<string, bool> Harmless =>
        new()
        {
            { "transactions that the block does not list", true },
            { "transactions that the block does not list", false },
            { "transaction indexes of their own", true },
            { "transaction indexes of their own", false },
            { "marked as removed", true },
            { "marked as removed", false },
            { "with five topics", true },
            { "with five topics", false },
            { "in descending order", true },
            { "in descending order", false },
            { "twice", true },
            { "twice", false },
        };

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Logs_of_others_that_break_the_rules_do_not_matter(string fault, bool final)
    {
        await FiveClaimsAsync(final);
        var indexer = Start(new FaultyNode().Answer(Logs, Make(fault)));
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        await indexer.AuditAsync();
    }

    [Theory]
    [InlineData("outside the bloom", "logs-outside-bloom", true)]
    [InlineData("outside the bloom", "logs-outside-bloom", false)]
    [InlineData("missing", "logs-missing", true)]
    [InlineData("missing", "logs-missing", false)]
    [InlineData("of another block", "logs-missing", true)]
    [InlineData("of another block", "logs-missing", false)]
    public async Task Logs_of_others_that_weaken_the_evidence_are_a_finding_and_no_end(
        string fault,
        string kind,
        bool final
    )
    {
        await FiveClaimsAsync(final);
        var indexer = Start(
            new FaultyNode().Answer(Logs, Make(fault)),
            options => options.BelieveAfter = TimeSpan.FromMilliseconds(50)
        );
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        (await indexer.QueryAsync<string>(Found)).ShouldBe([kind]);
    }

    [Fact]
    public async Task A_block_with_more_logs_than_the_node_gives_at_once_is_read_by_contract()
    {
        await FiveClaimsAsync(final: false);
        var node = new FaultyNode().Refuse(
            Logs,
            -32005,
            "query returned more than 10000 results",
            when: p => p[0]!["address"] is null
        );
        var indexer = Start(node);
        await indexer.CatchUpAsync(Chain);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        (await indexer.QueryAsync<string>(Found)).ShouldBe(["block-too-large"]);
    }

    [Fact]
    public async Task A_chain_with_many_such_blocks_makes_one_finding_and_waits_once()
    {
        var claims = await Claims.AnchorAsync(Chain, 5);
        for (var i = 0; i < 5; i++)
        {
            await claims.ClaimAsync(i);
        }
        var wait = TimeSpan.FromMilliseconds(300);
        var indexer = Start(new FaultyNode().Answer(Logs, Make("missing")), options => options.BelieveAfter = wait);
        var started = TimeProvider.System.GetTimestamp();
        await indexer.UntilAsync("degraded");
        indexer.Health.Read().Detail!.ShouldContain("announces more logs");
        await indexer.CatchUpAsync(Chain);
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(wait);
        (await indexer.ScalarAsync<long>(Claimed)).ShouldBe(5);
        (await indexer.QueryAsync<string>(Found)).ShouldBe(["logs-missing"]);
    }

    [Fact]
    public void An_answer_that_changes_begins_to_wait_anew()
    {
        var standing = new StandingAnswers(new IndexerOptions { BelieveAfter = TimeSpan.Zero }, TimeProvider.System);
        var block = new CivicForge.Chain.Rpc.Block(
            1,
            Keccak256.Hash([1]),
            Keccak256.Hash([0]),
            1,
            new byte[256],
            null,
            1,
            1,
            []
        );
        CivicForge.Chain.Rpc.Log log = new(default, [], [], 1, block.Hash, Keccak256.Hash([2]), 0, 0, false);
        Should.Throw<EvidenceException>(() => standing.Require(block, []));
        Should.Throw<EvidenceException>(() => standing.Require(block, [log]));
        standing.Require(block, [log]);
    }

    private FaultyNode.Lie Make(string fault) =>
        fault switch
        {
            "transactions that the block does not list" => Foreign(l =>
                l["transactionHash"] = Keccak256.Hash([7]).ToString()
            ),
            "transaction indexes of their own" => Foreign(l => l["transactionIndex"] = "0x63"),
            "marked as removed" => Foreign(l => l["removed"] = true),
            "with five topics" => Foreign(l =>
                l["topics"] = new JsonArray([
                    .. Enumerable
                        .Range(0, 5)
                        .Select(i =>
                            (JsonNode)(
                                i < l["topics"]!.AsArray().Count
                                    ? l["topics"]![i]!.GetValue<string>()
                                    : l["topics"]![0]!.GetValue<string>()
                            )
                        ),
                ])
            ),
            "of another block" => Foreign(l => l["blockHash"] = Keccak256.Hash([7]).ToString()),
            "in descending order" => (_, logs) =>
                new JsonArray([.. logs!.AsArray().Reverse().Select(l => l!.DeepClone())]),
            "twice" => (_, logs) =>
                new JsonArray([.. logs!.AsArray().SelectMany(l => new[] { l!.DeepClone(), l.DeepClone() })]),
            "missing" => (_, logs) =>
                new JsonArray([.. logs!.AsArray().Where(l => !IsForeign(l!)).Select(l => l!.DeepClone())]),
            "outside the bloom" => (p, logs) =>
                p[0]!["address"] is null && logs is JsonArray { Count: > 0 } all ? WithOneMore(all) : logs,
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };

    /// <summary>A log of a contract that does not exist, as a system transaction leaves it.</summary>
    private static JsonArray WithOneMore(JsonArray logs)
    {
        var log = logs[^1]!.DeepClone().AsObject();
        (log["address"], log["logIndex"]) = ("0x" + new string('7', 40), "0x3e7");
        (log["topics"], log["transactionHash"]) = (
            new JsonArray(Keccak256.Hash([8]).ToString()),
            Keccak256.Hash([9]).ToString()
        );
        logs.Add(log);
        return logs;
    }

    private bool IsForeign(JsonNode log) =>
        string.Equals(
            log["address"]!.GetValue<string>(),
            Chain.Reputation.ToString(),
            StringComparison.OrdinalIgnoreCase
        );

    private FaultyNode.Lie Foreign(Action<JsonObject> change) =>
        (_, result) =>
        {
            foreach (var log in result!.AsArray().Where(l => IsForeign(l!)))
            {
                change(log!.AsObject());
            }
            return result;
        };
}
