using CivicForge.Api.Anchorer;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>What nodes, pools and chains do to an anchor on its way (A15–A34 of the fault catalogue).</summary>
public sealed class FaultTests(TestDatabases databases) : AnchorerTest(databases)
{
    private static readonly byte[] Pause = new PauseFunction().CallData(),
        Unpause = new UnpauseFunction().CallData();
    private static readonly (string, string?) NeverBump = ("Transactions:BumpAfter", "01:00:00");

    [Fact]
    public async Task A15_Dropped_from_the_pool_the_same_bytes_go_out_again()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(NeverBump);
        await anchorer.TickAsync();
        var hash = (await AttemptsAsync()).Single();
        await Chain.DropAsync(hash);
        (await Chain.Client.GetTransactionAsync(hash, default)).ShouldBeNull();

        await anchorer.TickAsync();

        (await Chain.Client.GetTransactionAsync(hash, default)).ShouldNotBeNull();
        await Chain.MineAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A20_While_nothing_is_mined_the_fee_rises_once_and_then_only_the_same_bytes_are_sent()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await anchorer.TickAsync();
        }

        var fees = await QueryAsync<(decimal Max, decimal Priority)>(
            "SELECT max_fee_per_gas, max_priority_fee_per_gas FROM civic.transaction_attempts ORDER BY number"
        );
        fees.Count.ShouldBe(2, "after the first bump we outbid what recent blocks took");
        fees[1].Max.ShouldBeGreaterThanOrEqualTo(fees[0].Max * 1.2m);
        fees[1].Priority.ShouldBeGreaterThanOrEqualTo(fees[0].Priority * 1.2m);
        (await QueryAsync<long>("SELECT DISTINCT nonce FROM civic.transactions")).ShouldBe([0]);

        await Chain.MineAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/2"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A21_The_old_version_is_mined_instead_of_the_bump()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        var attempts = await AttemptsAsync();
        attempts.Count.ShouldBe(2);
        await Chain.DropAsync(attempts[1]);
        await Chain.Client.SendRawTransactionAsync(
            await ScalarAsync<byte[]>("SELECT raw FROM civic.transaction_attempts WHERE number = 1"),
            default
        );
        await Chain.MineAsync();

        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["confirmed/2"]);
        new Hash32(await ScalarAsync<byte[]>("SELECT mined_hash FROM civic.transactions")).ShouldBe(attempts[0]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A22_Reorged_out_the_same_bytes_are_mined_in_another_block()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(NeverBump);
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        var before = await ScalarAsync<byte[]>("SELECT mined_block_hash FROM civic.transactions");
        await Chain.ReorgAsync(1);
        (await Chain.BatchCountAsync()).ShouldBe(0, "the reorg took the anchor");

        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["sent/1"]);
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        (await ScalarAsync<byte[]>("SELECT mined_block_hash FROM civic.transactions")).ShouldNotBe(before);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A25_After_a_reorg_the_other_version_is_included()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        await Chain.MineAsync();
        await anchorer.TickAsync();
        var attempts = await AttemptsAsync();
        new Hash32(await ScalarAsync<byte[]>("SELECT mined_hash FROM civic.transactions")).ShouldBe(attempts[1]);

        await Chain.ReorgAsync(1);
        await Chain.DropAsync(attempts[1]);
        await Chain.Client.SendRawTransactionAsync(
            await ScalarAsync<byte[]>("SELECT raw FROM civic.transaction_attempts WHERE number = 1"),
            default
        );
        await Chain.MineAsync();
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["confirmed/2"]);
        new Hash32(await ScalarAsync<byte[]>("SELECT mined_hash FROM civic.transactions")).ShouldBe(attempts[0]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A28_A_reverted_anchor_is_provisional_and_once_final_the_batch_goes_out_again()
    {
        var anchorer = await SendIntoPausedRegistryAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["mined/1"]);
        (await ScalarAsync<bool>("SELECT succeeded FROM civic.transactions")).ShouldBeFalse();

        await Chain.SendAsync(DevelopmentAccounts.Deployer, Chain.Registry, Unpause);
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["reverted-final/1", "confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A29_Reverted_then_reorged_then_mined_with_success()
    {
        var anchorer = await SendIntoPausedRegistryAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["mined/1"]);
        await Chain.ReorgAsync(1);
        await Chain.SendAsync(DevelopmentAccounts.Deployer, Chain.Registry, Unpause);

        await anchorer.TickAsync();
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A30_A_dry_run_that_reverts_signs_nothing()
    {
        await Chain.SendAsync(DevelopmentAccounts.Operator, Chain.Registry, Pause);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBeEmpty();

        await Chain.SendAsync(DevelopmentAccounts.Deployer, Chain.Registry, Unpause);
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A34_An_account_without_balance_signs_nothing_until_it_is_refilled()
    {
        var account = TestAnchorer.AnchorerKey.Address;
        await Chain.SetBalanceAsync(account, 0);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.Get<JobEdge>().RunAsync("test", anchorer.Tick.RunAsync, default);
        (await AttemptsAsync()).ShouldBeEmpty();

        await Chain.SetBalanceAsync(account, System.Numerics.BigInteger.Pow(10, 18));
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync())[^1].ShouldBe("confirmed/1");
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A36_On_another_chain_nothing_is_signed()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(("Chain:Id", "1"), ("Chain:Development", "true"));
        (await Should.ThrowAsync<WrongChainException>(() => anchorer.Tick.RunAsync(default))).Message.ShouldContain(
            "serves chain 31337, not 1"
        );
        (await TransactionsAsync()).ShouldBeEmpty();
        (await ScalarAsync<long>("SELECT count(*) FROM civic.batches")).ShouldBe(1, "sealing needs no chain");
    }

    [Fact]
    public async Task A37_On_another_chain_with_the_same_id_nothing_is_signed()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(("Chain:GenesisHash", "0x" + new string('1', 64)));
        (await Should.ThrowAsync<WrongChainException>(() => anchorer.Tick.RunAsync(default))).Message.ShouldContain(
            "Block 0"
        );
        (await TransactionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_code_at_our_address_signs_nothing()
    {
        await Pairs.CompleteAsync(1);
        await Chain.RpcAsync("anvil_setCode", Chain.Registry.ToString(), "0x6001");
        var anchorer = await StartAsync();
        (await Should.ThrowAsync<WrongChainException>(() => anchorer.Tick.RunAsync(default))).Message.ShouldContain(
            "AttestationRegistry"
        );
        (await TransactionsAsync()).ShouldBeEmpty();
    }

    /// <summary>The registry is paused after the dry run and before the sending, so that the anchor reverts on
    /// chain.</summary>
    private async Task<TestAnchorer> SendIntoPausedRegistryAsync()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(NeverBump);
        await anchorer.Sealing.RunAsync(force: false, default);
        var id = await anchorer.Plan.RunAsync(default);
        await anchorer.Sender.SignAsync(anchorer.Account, id!.Value, await anchorer.OfferAsync(), default);
        await Chain.SendAsync(DevelopmentAccounts.Operator, Chain.Registry, Pause);
        await anchorer.Sender.SendAsync(id.Value, default);
        return anchorer;
    }
}
