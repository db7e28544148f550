using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>Reorganisations around finality, which is two blocks behind the head here (A23, A24, A26, A27).</summary>
public sealed class ReorgFaultTests(TestDatabases databases) : AnchorerTest(databases)
{
    private static readonly (string, string?) NeverBump = ("Transactions:BumpAfter", "01:00:00");

    [Fact]
    public async Task A23_A_reorg_one_block_short_of_finality_sends_the_same_bytes_again()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(NeverBump);
        await anchorer.TickAsync();
        await Chain.MineAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"], "one block more would make it final");
        await Chain.ReorgAsync(2);
        (await Chain.BatchCountAsync()).ShouldBe(0, "the reorg took the anchor");

        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A23_A27_A_reorg_beyond_finality_signs_nothing_latches_and_deletes_nothing()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(NeverBump);
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["finalized/1"]);
        await Chain.ReorgAsync(4);
        (await Chain.BatchCountAsync()).ShouldBe(0, "the reorg took a final anchor");

        await Pairs.CompleteAsync(1);
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["finalized/1"]);
        (await ScalarAsync<string>("SELECT reason FROM civic.anchoring_control WHERE paused")).ShouldContain(
            "beyond finality"
        );
        anchorer.Log.ShouldContain(l => l.StartsWith("1213", StringComparison.Ordinal));

        var restarted = await RestartAsync(NeverBump);
        await ExecuteAsync(
            "INSERT INTO civic.operator_commands (kind, requested_by, requested_at) "
                + "VALUES ('resume-anchoring', @by, now())",
            new { by = CompletedPairs.CreatorAddress.ToArray() }
        );
        await restarted.TickAsync();
        (await TransactionsAsync()).ShouldBe(["finalized/1"], "a resume does not bring back what was final");
        (await ScalarAsync<long>("SELECT count(*) FROM civic.registry_batches")).ShouldBe(1);
        (await ScalarAsync<bool>("SELECT paused FROM civic.anchoring_control")).ShouldBeTrue();
    }

    [Fact]
    public async Task A24_After_a_reorg_somebody_elses_node_includes_the_same_bytes_in_another_block()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(NeverBump);
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        var before = await ScalarAsync<long>("SELECT mined_block_number FROM civic.transactions");
        await Chain.ReorgAsync(1);
        await Chain.MineAsync();
        await Chain.Client.SendRawTransactionAsync(
            await ScalarAsync<byte[]>("SELECT raw FROM civic.transaction_attempts"),
            default
        );

        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        (await ScalarAsync<long>("SELECT mined_block_number FROM civic.transactions")).ShouldBeGreaterThan(before);
        (await ScalarAsync<int>("SELECT sends FROM civic.transaction_attempts")).ShouldBe(1);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A26_A_foreign_transaction_takes_the_nonce_after_a_reorg_and_the_batches_behind_it_go_out_again()
    {
        var anchorer = await StartAsync(NeverBump);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await Pairs.CompleteAsync(1);
            await anchorer.TickAsync();
            await anchorer.TickAsync();
        }

        await Chain.ReorgAsync(2);
        var thief = new Eip1559Transaction(31337, 0, 1_000_000_000, 50_000_000_000, 21_000, Address.Zero, 0, []).Sign(
            TestAnchorer.AnchorerKey
        );
        await Chain.Client.SendRawTransactionAsync(thief.Raw, default);
        await anchorer.TickAsync();
        (await TransactionsAsync())[0].ShouldBe("sent/1", "the nonce is spent, but not for good yet");

        await Chain.FinalizeAsync();
        for (var i = 0; i < 6; i++)
        {
            await anchorer.TickAsync();
            await Chain.FinalizeAsync();
        }

        (await TransactionsAsync()).ShouldBe(["superseded/1", "reverted-final/1", "finalized/1", "finalized/1"]);
        anchorer.Log.ShouldContain(l =>
            l.StartsWith("1106", StringComparison.Ordinal)
            && l.Contains("spent by a transaction that is not ours", StringComparison.Ordinal)
        );
        await ExactlyOnceAsync(2);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A26_A_foreign_nonce_that_a_reorg_gives_back_leaves_no_gap()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(NeverBump);
        var thief = new Eip1559Transaction(31337, 0, 1_000_000_000, 50_000_000_000, 21_000, Address.Zero, 0, []).Sign(
            TestAnchorer.AnchorerKey
        );
        await Chain.Client.SendRawTransactionAsync(thief.Raw, default);
        await anchorer.TickAsync();
        (await QueryAsync<long>("SELECT nonce FROM civic.transactions")).ShouldBe(
            [0],
            "a nonce is passed over once its use is final"
        );
        await Chain.ReorgAsync(1);

        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
        await AuditIsCleanAsync(anchorer);
    }
}
