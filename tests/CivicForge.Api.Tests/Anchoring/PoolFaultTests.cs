using System.Numerics;
using System.Text.Json.Nodes;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>What pools and fee markets do to an anchor (A12 to A14, A16 to A19), behind a wire that has the rules of a
/// public node's pool.</summary>
public sealed class PoolFaultTests(TestDatabases databases) : AnchorerTest(databases)
{
    private const long Gwei = 1_000_000_000;
    private static readonly (string, string?) NeverBump = ("Transactions:BumpAfter", "01:00:00");

    private readonly FaultyWire _wire = new();

    [Fact]
    public async Task A12_A_nonce_that_is_too_high_waits_for_the_one_before_it_and_is_not_paid_more_for()
    {
        var anchorer = await StartOverPoolAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await Pairs.CompleteAsync(1);
            await anchorer.TickAsync();
            await anchorer.TickAsync();
        }

        (await TransactionsAsync()).ShouldBe(["confirmed/1", "confirmed/1"]);
        await Chain.ReorgAsync(2);
        await Chain.AutomineAsync(false);
        _wire.Refuse("eth_sendRawTransaction", -32000, "txpool is full", times: 1);
        await anchorer.TickAsync();
        _wire.Pool!.Refusals.ShouldHaveSingleItem().ShouldStartWith("nonce too high");
        anchorer.Log.ShouldContain(l => l.Contains("nonce too high", StringComparison.Ordinal));

        await anchorer.TickAsync();
        await Chain.AutomineAsync(true);
        await Chain.MineAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1", "confirmed/1"]);
        await ExactlyOnceAsync(2);
        await AuditIsCleanAsync(anchorer);
    }

    [Theory]
    [InlineData("0x0")]
    [InlineData("0x7")]
    public async Task A13_A_pending_count_that_is_stale_or_too_high_is_not_asked_for(string count)
    {
        var anchorer = await StartOverPoolAsync();
        await Pairs.CompleteAsync(1);
        await anchorer.TickAsync();
        _wire.Lie("eth_getTransactionCount", (parameters, result) => parameters[1] is JsonValue ? count : result);
        await Pairs.CompleteAsync(1);
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await QueryAsync<long>("SELECT nonce FROM civic.transactions ORDER BY id")).ShouldBe([0, 1]);
        (await TransactionsAsync()).ShouldBe(["confirmed/1", "confirmed/1"]);
        await ExactlyOnceAsync(2);
        await AuditIsCleanAsync(anchorer);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("up")]
    [InlineData("strictly more")]
    public async Task A14_No_replacement_is_underpriced_however_a_node_rounds_the_tenth(string rounding)
    {
        await Chain.AutomineAsync(false);
        var anchorer = await StartOverPoolAsync(rounding, BumpAtOnce);
        _wire.Lie("eth_feeHistory", (_, history) => WithRewards(history, Gwei + 1, 100 * Gwei));
        await Pairs.CompleteAsync(1);
        for (var i = 0; i < 6; i++)
        {
            await anchorer.TickAsync();
        }
        (await TransactionsAsync()).ShouldBe(["sent/6"]);
        _wire.Pool!.Refusals.ShouldBeEmpty();

        await ShouldBeRefusedOneWeiBelowAsync(GethPool.Rounding(rounding));
        await Chain.MineAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/6"]);
        new Hash32(await ScalarAsync<byte[]>("SELECT mined_hash FROM civic.transactions")).ShouldBe(
            (await AttemptsAsync())[^1]
        );
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A16_When_the_whole_pool_is_lost_anchor_and_claim_go_out_again_as_they_were()
    {
        var indexer = await StartIndexerAsync();
        var anchorer = await StartOverPoolAsync();
        await Pairs.CompleteAsync(2);
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        await Chain.AutomineAsync(false);
        await anchorer.RelayAsync();
        await Pairs.CompleteAsync(1);
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["finalized/1", "sent/1", "sent/1"]);

        await Chain.DropAllAsync();
        await anchorer.TickAsync();
        await anchorer.RelayAsync();
        await Chain.MineAsync();
        await anchorer.TickAsync();
        await anchorer.RelayAsync();

        (await TransactionsAsync()).ShouldBe(["finalized/1", "confirmed/1", "confirmed/1"]);
        await Chain.AutomineAsync(true);
        await ExactlyOnceAsync(2);
        await AuditIsCleanAsync(anchorer, indexer);
    }

    [Fact]
    public async Task A17_A_base_fee_that_jumps_tenfold_and_comes_back_is_followed_up()
    {
        await Chain.AutomineAsync(false);
        var anchorer = await StartOverPoolAsync(settings: BumpAtOnce);
        await Pairs.CompleteAsync(1);
        await anchorer.TickAsync();
        await Chain.MineAtBaseFeeAsync(10 * Gwei);
        (await TransactionsAsync()).ShouldBe(["sent/1"], "it cannot be in a block that costs more than it offers");
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await ScalarAsync<decimal>("SELECT max(max_fee_per_gas) FROM civic.transaction_attempts")).ShouldBeGreaterThan(
            10 * Gwei
        );

        await Chain.MineAtBaseFeeAsync(Gwei);
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/2"]);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A18_A_base_fee_above_our_ceiling_is_waited_for_with_the_same_bytes()
    {
        await Chain.AutomineAsync(false);
        await Chain.MineAtBaseFeeAsync(500 * Gwei);
        var anchorer = await StartOverPoolAsync(settings: BumpAtOnce);
        await Pairs.CompleteAsync(1);
        for (var i = 0; i < 5; i++)
        {
            await anchorer.TickAsync();
        }
        (await AttemptsAsync()).Count.ShouldBe(1);
        anchorer.Log.ShouldContain(l =>
            l.StartsWith("1106", StringComparison.Ordinal) && l.Contains("ceiling", StringComparison.Ordinal)
        );
        (
            await ScalarAsync<decimal>("SELECT max_fee_per_gas FROM civic.transaction_attempts")
        ).ShouldBeLessThanOrEqualTo(200 * Gwei);

        await Chain.MineAtBaseFeeAsync(10 * Gwei);
        await anchorer.TickAsync();
        await Chain.MineAtBaseFeeAsync(10 * Gwei);
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A19_An_absurd_fee_suggestion_is_not_followed()
    {
        var anchorer = await StartOverPoolAsync(settings: BumpAtOnce);
        _wire.Lie("eth_feeHistory", (_, history) => WithRewards(history, long.MaxValue, long.MaxValue));
        await Pairs.CompleteAsync(1);
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (
            await ScalarAsync<decimal>("SELECT max(max_priority_fee_per_gas) FROM civic.transaction_attempts")
        ).ShouldBeLessThanOrEqualTo(5 * Gwei);
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    private static readonly (string, string?) BumpAtOnce = ("Transactions:BumpAfter", "00:00:00");

    private async Task<TestAnchorer> StartOverPoolAsync(string rounding = "up", (string, string?)? settings = null)
    {
        _wire.Pool = new GethPool(Chain.Client, GethPool.Rounding(rounding));
        var anchorer = StartOver(_wire, settings: settings ?? NeverBump);
        (await anchorer.Lease.TryAcquireAsync(default)).ShouldBeTrue();
        return anchorer;
    }

    /// <summary>The wire has teeth: one wei less than its rule asks for is refused.</summary>
    private async Task ShouldBeRefusedOneWeiBelowAsync(Func<BigInteger, BigInteger> threshold)
    {
        var newest = SignedTransaction
            .Decode(
                await ScalarAsync<byte[]>("SELECT raw FROM civic.transaction_attempts ORDER BY number DESC LIMIT 1")
            )
            .Transaction;
        var cheap = (
            newest with
            {
                MaxFeePerGas = threshold(newest.MaxFeePerGas) - 1,
                MaxPriorityFeePerGas = threshold(newest.MaxPriorityFeePerGas),
            }
        ).Sign(TestAnchorer.AnchorerKey);
        (await _wire.Pool!.RefusalAsync(cheap.Raw)).ShouldBe("replacement transaction underpriced");
    }

    private static JsonNode? WithRewards(JsonNode? history, BigInteger median, BigInteger high)
    {
        var blocks = history!["reward"]?.AsArray().Count ?? 1;
        history["reward"] = new JsonArray([
            .. Enumerable.Range(0, blocks).Select(_ => new JsonArray(Quantity.Encode(median), Quantity.Encode(high))),
        ]);
        return history;
    }
}
