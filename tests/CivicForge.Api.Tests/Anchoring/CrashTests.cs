using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Web3.Transactions;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>The anchorer dies between any two steps (A1–A6, A8–A10): each step is run by itself, then the process and
/// its memory are dropped and another one takes over. Whatever happens, the root is on chain exactly once.</summary>
public sealed class CrashTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task A0_Nothing_dies_and_the_anchor_becomes_final()
    {
        await Pairs.CompleteAsync(3);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["finalized/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A1_Before_signing_the_nonce_is_free_again()
    {
        await Pairs.CompleteAsync(1);
        var first = await StartAsync();
        await first.Sealing.RunAsync(force: false, default);
        (await first.Plan.RunAsync(default)).ShouldNotBeNull();

        var second = await RestartAsync();
        await second.TickAsync();
        await second.TickAsync();

        (await TransactionsAsync()).ShouldBe(["cancelled/0", "confirmed/1"]);
        (await QueryAsync<long>("SELECT DISTINCT nonce FROM civic.transactions")).ShouldBe([0]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A2_After_signing_before_the_commit_nothing_has_left_us()
    {
        await Pairs.CompleteAsync(1);
        var first = await StartAsync();
        await first.Sealing.RunAsync(force: false, default);
        var id = await first.Plan.RunAsync(default);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            first
                .Get<FencedWork>()
                .RunAsync(
                    async context =>
                    {
                        var transaction = await TransactionSender.LoadAsync(context, id!.Value, default);
                        transaction.AddAttempt(
                            await first.Account.SignAsync(transaction.Unsigned(await first.OfferAsync()), default),
                            context.Now,
                            context.Fence
                        );
                        await context.Database.SaveChangesAsync();
                        throw new InvalidOperationException("the process dies here");
                    },
                    default
                )
        );

        (await TransactionsAsync()).ShouldBe(["planned/0"]);
        var second = await RestartAsync();
        await second.TickAsync();
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A3_After_the_commit_before_sending_the_stored_bytes_are_sent()
    {
        await Pairs.CompleteAsync(1);
        var first = await StartAsync();
        await first.Sealing.RunAsync(force: false, default);
        var id = await first.Plan.RunAsync(default);
        var hash = await first.Sender.SignAsync(first.Account, id!.Value, await first.OfferAsync(), default);

        var second = await RestartAsync();
        await second.TickAsync();
        await second.TickAsync();

        (await AttemptsAsync()).ShouldBe([hash]);
        (await Chain.Client.GetReceiptAsync(hash, default)).ShouldNotBeNull().Succeeded.ShouldBeTrue();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A4_After_sending_before_its_record_the_chain_tells()
    {
        await Pairs.CompleteAsync(1);
        var first = await StartAsync();
        await first.Sealing.RunAsync(force: false, default);
        var id = await first.Plan.RunAsync(default);
        await first.Sender.SignAsync(first.Account, id!.Value, await first.OfferAsync(), default);
        await Chain.Client.SendRawTransactionAsync(
            await ScalarAsync<byte[]>("SELECT raw FROM civic.transaction_attempts"),
            default
        );
        (await TransactionsAsync()).ShouldBe(["signed/1"]);

        var second = await RestartAsync();
        await second.TickAsync();

        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A5_During_a_bump_the_stored_replacement_is_sent()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var first = await StartAsync();
        await first.TickAsync();
        var original = (await AttemptsAsync()).Single();
        var fees = first
            .Get<FeePolicy>()
            .Bump(
                (await first.Tracker.LiveAsync(first.Account, default)).Single().Newest!.Fees,
                await first.Get<ChainNode>().FeeMarketAsync(default),
                0
            );
        var bump = await first.Sender.SignAsync(first.Account, 1, fees!.Value, default);

        var second = await RestartAsync(("Transactions:BumpAfter", "01:00:00"));
        await second.TickAsync();
        (await Chain.Client.GetTransactionAsync(bump, default)).ShouldNotBeNull("the stored replacement was not sent");
        await Chain.MineAsync();
        await second.TickAsync();

        (await Chain.Client.GetReceiptAsync(original, default)).ShouldBeNull();
        (await TransactionsAsync()).ShouldBe(["confirmed/2"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A6_Between_receipt_and_commit_the_receipt_is_read_again()
    {
        await Pairs.CompleteAsync(1);
        var first = await StartAsync();
        await first.TickAsync();
        var live = (await first.Tracker.LiveAsync(first.Account, default)).Single();
        var node = first.Get<ChainNode>();
        (
            await node.EvidenceAsync(live, await node.PositionAsync(default), default)
        ).CanonicalInclusion.ShouldNotBeNull();
        (await TransactionsAsync()).ShouldBe(["sent/1"]);

        var second = await RestartAsync();
        await second.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A9_Sending_what_the_node_already_knows_is_success()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var first = await StartAsync();
        await first.TickAsync();

        var second = await RestartAsync(("Transactions:BumpAfter", "01:00:00"));
        await second.TickAsync();

        (await QueryAsync<string?>("SELECT last_error FROM civic.transaction_attempts")).ShouldBe([null]);
        (await ScalarAsync<int>("SELECT sends FROM civic.transaction_attempts")).ShouldBe(2);
        await Chain.MineAsync();
        await second.TickAsync();
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A10_A_nonce_that_is_too_low_because_ours_was_mined_is_success()
    {
        await Pairs.CompleteAsync(1);
        var first = await StartAsync();
        await first.TickAsync();
        await first.Sender.SendAsync(1, default);
        (await ScalarAsync<string?>("SELECT last_error FROM civic.transaction_attempts")).ShouldNotBeNull();

        await first.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A11_A_nonce_spent_by_somebody_else_is_superseded_and_the_batch_goes_out_again()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        foreach (var hash in await AttemptsAsync())
        {
            await Chain.DropAsync(hash);
        }
        var thief = new Chain.Transactions.Eip1559Transaction(
            31337,
            0,
            1_000_000_000,
            50_000_000_000,
            21_000,
            Address.Zero,
            0,
            []
        ).Sign(TestAnchorer.AnchorerKey);
        await Chain.Client.SendRawTransactionAsync(thief.Raw, default);
        await Chain.MineAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["sent/1"], "the nonce is spent, but not for good yet");

        await Chain.FinalizeAsync();
        await Chain.AutomineAsync(true);
        await anchorer.TickAsync();
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["superseded/1", "confirmed/1"]);
        await ExactlyOnceAsync(1);
    }
}
