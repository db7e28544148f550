using System.Numerics;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>Estimates, balances and receipts that are wrong (A32, A33, A35, A38, A39), and clocks (A45).</summary>
public sealed class NodeFaultTests(TestDatabases databases) : AnchorerTest(databases)
{
    private readonly FaultyWire _wire = new();

    [Theory]
    [InlineData("fails", "1204")]
    [InlineData("hangs", "1207")]
    [InlineData("is too low", "1204")]
    [InlineData("is absurd", "1108")]
    public async Task A32_While_the_gas_estimate_is_wrong_nothing_is_signed(string estimate, string logged)
    {
        switch (estimate)
        {
            case "fails":
                _wire.Refuse("eth_estimateGas", -32000, "gas required exceeds allowance");
                break;
            case "hangs":
                _wire.Hang("eth_estimateGas");
                break;
            case "is too low":
                _wire.Lie("eth_estimateGas", (_, _) => "0x5dc0");
                break;
            default:
                _wire.Lie("eth_estimateGas", (_, _) => "0xffffffffffffffff");
                break;
        }

        await Pairs.CompleteAsync(1);
        var anchorer = await StartOverWireAsync();
        await anchorer.EdgeAsync();
        await anchorer.EdgeAsync();
        (await AttemptsAsync()).ShouldBeEmpty();
        anchorer.Log.ShouldContain(
            l => l.StartsWith(logged, StringComparison.Ordinal),
            string.Join('\n', anchorer.Log)
        );

        _wire.BeHonest();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync())[^1].ShouldBe("confirmed/1");
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_root_that_is_counted_but_not_shown_is_asked_for_again_and_is_no_foreign_root(bool isFinal)
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartOverWireAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        if (isFinal)
        {
            await Chain.FinalizeAsync();
        }
        await Pairs.CompleteAsync(1);
        var rootOf = Hex.Encode(AttestationRegistryContract.RootOf.Encode(1ul));
        _wire.Lie(
            "eth_call",
            (parameters, result) =>
                parameters[0]!["data"]?.GetValue<string>() == rootOf ? Hash32.Zero.ToString() : result
        );
        await anchorer.EdgeAsync();
        await anchorer.EdgeAsync();
        anchorer.Log[^1].ShouldStartWith("1207");
        anchorer.Log[^1].ShouldContain("holds 1 batches and no root of batch 1");
        (await ScalarAsync<long>("SELECT count(*) FROM civic.registry_batches")).ShouldBe(0);

        _wire.BeHonest();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        await ExactlyOnceAsync(2);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A33_An_anchor_that_runs_out_of_gas_goes_out_again_once_that_is_final()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.Sealing.RunAsync(force: false, default);
        var data = new AnchorFunction(1, await RootAsync(), 1).CallData();
        var id = await anchorer.Sender.PlanAsync(
            anchorer.Account,
            new PlannedTransaction(
                TransactionKind.Anchor,
                "anchor:1",
                Chain.Registry,
                data,
                30_000,
                Seal: 1,
                BatchId: 1
            ),
            31337,
            default
        );
        await anchorer.Sender.SignAsync(anchorer.Account, id!.Value, await anchorer.OfferAsync(), default);
        await anchorer.Sender.SendAsync(id.Value, default);
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["mined/1"]);

        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["reverted-final/1", "confirmed/1"]);
        (
            await ScalarAsync<bool>(
                "SELECT bool_and(gas_limit > 30000) FROM civic.transactions WHERE state = 'confirmed'"
            )
        ).ShouldBeTrue();
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A35_A_balance_that_pays_the_first_offer_but_not_the_bump_keeps_the_same_bytes()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        var cost = (BigInteger)
            await ScalarAsync<decimal>(
                "SELECT a.max_fee_per_gas * t.gas_limit FROM civic.transaction_attempts a "
                    + "JOIN civic.transactions t ON t.id = a.transaction_id"
            );
        await Chain.SetBalanceAsync(TestAnchorer.AnchorerKey.Address, cost * 110 / 100);
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["sent/1"]);
        anchorer.Log.ShouldContain(l =>
            l.StartsWith("1106", StringComparison.Ordinal) && l.Contains("Refill", StringComparison.Ordinal)
        );

        await Chain.SetBalanceAsync(TestAnchorer.AnchorerKey.Address, BigInteger.Pow(10, 18));
        await anchorer.TickAsync();
        await Chain.MineAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/2"]);
        await Chain.AutomineAsync(true);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A38_A_receipt_that_one_node_does_not_have_changes_nothing_for_good()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartOverWireAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        _wire.Lie("eth_getTransactionReceipt", (_, _) => null);
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(
            ["sent/1"],
            "spent for good by somebody, but the node knows ours: a person compares nodes"
        );
        (await ScalarAsync<string>("SELECT alarm FROM civic.transactions")).ShouldContain("Ask another node");

        _wire.BeHonest();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["finalized/1"]);
        (await ScalarAsync<string?>("SELECT alarm FROM civic.transactions")).ShouldBeNull();
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Theory]
    [InlineData("transactionHash", "confirmed/1")]
    [InlineData("blockHash", "sent/1")]
    public async Task A39_A_receipt_of_another_transaction_or_block_is_not_believed(string member, string state)
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartOverWireAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        _wire.Lie(
            "eth_getTransactionReceipt",
            (_, receipt) =>
            {
                receipt![member] = Keccak256.Hash("another"u8).ToString();
                return receipt;
            }
        );
        await anchorer.EdgeAsync();
        (await TransactionsAsync()).ShouldBe([state]);

        _wire.BeHonest();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A45_A_process_whose_clock_is_an_hour_off_does_everything_in_time(int hours)
    {
        await Pairs.CompleteAsync(2);
        var anchorer = StartOver(null, new ShiftedTime(TimeSpan.FromHours(hours)));
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        (
            await ScalarAsync<bool>(
                "SELECT bool_and(abs(extract(epoch FROM clock_timestamp() - planned_at)) < 600) FROM civic.transactions"
            )
        ).ShouldBeTrue("times are the database's");

        var other = StartOver(null, new ShiftedTime(TimeSpan.FromHours(-hours)));
        (await other.Lease.TryAcquireAsync(default)).ShouldBeFalse("a clock does not end somebody else's lease");
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A45_A_chain_whose_clock_is_an_hour_ahead_is_anchored_to_all_the_same()
    {
        await Chain.RpcAsync("evm_increaseTime", 3600);
        await Chain.MineAsync();
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    private async Task<TestAnchorer> StartOverWireAsync()
    {
        var anchorer = StartOver(_wire);
        (await anchorer.Lease.TryAcquireAsync(default)).ShouldBeTrue();
        return anchorer;
    }

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
