using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Rewards;

/// <summary>Wallets that are contracts run their own code in our claim. None of them may hold up, or cost, anybody
/// else.</summary>
public sealed class HostileWalletTests(TestDatabases databases) : AnchorerTest(databases)
{
    private static readonly PrivateKey Owner = PrivateKey.Generate();

    [Fact]
    public async Task A_claim_above_the_gas_of_a_claim_is_unpayable_at_once_and_holds_up_nobody()
    {
        var hostile = await HostileAsync(9_500_000);
        var honest = await Pairs.CompleteAsync(5);
        var (anchorer, indexer) = await AnchorAsync();
        await anchorer.RelayAsync();
        await anchorer.RelayAsync();
        await indexer.CatchUpAsync();

        (await StatesAsync(honest)).ShouldBeSubsetOf(["claimed", "final"]);
        (await StatesAsync([hostile])).ShouldBe(["unpayable"]);
        (
            await ScalarAsync<string>(
                "SELECT last_error FROM civic.reward_relays WHERE quest_id = @hostile",
                new { hostile }
            )
        ).ShouldContain("gas");
        (await ScalarAsync<long>("SELECT count(*) FROM civic.reward_relays WHERE leased_until IS NOT NULL")).ShouldBe(
            0
        );
    }

    [Fact]
    public async Task A_refused_signature_fails_that_reward_alone()
    {
        var hostile = await HostileAsync(300_000);
        var honest = await Pairs.CompleteAsync(5);
        // below what the wallet takes, and above an honest claim
        var (anchorer, indexer) = await AnchorAsync(("Transactions:MaxGas", "250000"));
        await anchorer.RelayAsync();
        for (var i = 0; i < 5; i++)
        {
            await anchorer.RelayAsync();
        }
        await indexer.CatchUpAsync();

        (await StatesAsync(honest)).ShouldBeSubsetOf(["claimed", "final"]);
        var (state, reason) = await ScalarAsync<(string, string?)>(
            "SELECT state, last_error FROM civic.reward_relays WHERE quest_id = @hostile",
            new { hostile }
        );
        reason.ShouldNotBeNull().ShouldContain("gas");
        state.ShouldBeOneOf("waiting", "unpayable");
        (await ScalarAsync<long>("SELECT count(*) FROM civic.reward_relays WHERE leased_until IS NOT NULL")).ShouldBe(
            0
        );
    }

    [Fact]
    public async Task A_wallet_that_burns_less_than_the_cap_costs_no_more_than_the_cap()
    {
        var hostile = await HostileAsync(500_000);
        var (anchorer, indexer) = await AnchorAsync();
        await anchorer.RelayAsync();
        await indexer.CatchUpAsync();
        (await StatesAsync([hostile])).ShouldBeSubsetOf(["claimed", "final"]);
        (
            await ScalarAsync<long>("SELECT gas_limit FROM civic.transactions WHERE kind = 'claim'")
        ).ShouldBeLessThanOrEqualTo(800_000);
    }

    [Theory]
    [InlineData(0)] // by the gas price, which eth_call and eth_estimateGas leave at 0 unless they are told
    [InlineData(2)] // by the base fee
    public async Task A_wallet_that_accepts_only_where_it_is_free_is_asked_as_its_claim_would_ask_it(int tell)
    {
        var hostile = await FickleAsync(tell, until: 0);
        var honest = await Pairs.CompleteAsync(2);
        var (anchorer, indexer) = await AnchorAsync();
        for (var i = 0; i < 2; i++)
        {
            await anchorer.RelayAsync();
        }
        await indexer.CatchUpAsync();
        (await StatesAsync([hostile])).ShouldBe(["unpayable"]);
        (await StatesAsync(honest)).ShouldBeSubsetOf(["claimed", "final"]);
        (
            await ScalarAsync<long>(
                "SELECT count(*) FROM civic.transaction_claims WHERE quest_id = @hostile",
                new { hostile }
            )
        ).ShouldBe(0, "nothing was paid for it");
    }

    [Fact]
    public async Task A_contract_signed_claim_that_reverts_in_its_block_is_not_tried_again()
    {
        var hostile = await FickleAsync(tell: 1, until: 40);
        var (anchorer, indexer) = await AnchorAsync();
        var head = (long)await Chain.Client.BlockNumberAsync(default);
        head.ShouldBeLessThan(38, "the wallet still accepts when it is asked");
        await Chain.AutomineAsync(false);
        await anchorer.RelayAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM civic.transactions WHERE kind = 'claim'")).ShouldBe(
            1,
            "every check passed"
        );
        var sent = (await AttemptsAsync())[^1];
        var raw = await ScalarAsync<byte[]>(
            "SELECT raw FROM civic.transaction_attempts ORDER BY transaction_id DESC LIMIT 1"
        );
        await Chain.DropAsync(sent); // it reaches a block later than it was asked for
        await Chain.MineAsync((int)(45 - head));
        await Chain.Client.SendRawTransactionAsync(raw, default);
        await Chain.MineAsync();
        await Chain.AutomineAsync(true);
        await Chain.FinalizeAsync();
        await indexer.CatchUpAsync();
        for (var i = 0; i < 2; i++)
        {
            await anchorer.RelayAsync();
        }

        (await ScalarAsync<string>("SELECT state FROM civic.transactions WHERE kind = 'claim'")).ShouldBe(
            "reverted-final"
        );
        (await StatesAsync([hostile])).ShouldBe(["unpayable"]);
        (await ScalarAsync<string>("SELECT last_error FROM civic.reward_relays")).ShouldContain(
            "reverted in the block"
        );
        (
            await ScalarAsync<decimal>("SELECT fee_paid FROM civic.transactions WHERE kind = 'claim'")
        ).ShouldBeGreaterThan(0, "what a reverted claim cost counts");
    }

    [Theory]
    [InlineData("VerboseWallet", 0, true)]
    [InlineData("PaddedWallet", 2_000, true)]
    [InlineData("PaddedWallet", 16_000, false)]
    public async Task Long_answers_and_long_signatures_are_paid_within_the_gas_of_a_claim_or_not_at_all(
        string name,
        int padding,
        bool isPaid
    )
    {
        var wallet = await Chain.DeployWalletAsync(name, "address", Owner.Address);
        var quest = (await Pairs.CompleteAsync(1, performer: Owner, wallet: wallet, padding: padding)).Single();
        var honest = await Pairs.CompleteAsync(1);
        var (anchorer, indexer) = await AnchorAsync(("Rewards:MaxGasPerContractClaim", "600000"));
        for (var i = 0; i < 2; i++)
        {
            await anchorer.RelayAsync();
        }
        await indexer.CatchUpAsync();
        var state = (await StatesAsync([quest])).Single();
        if (isPaid)
        {
            state.ShouldBeOneOf("claimed", "final");
        }
        else
        {
            state.ShouldBe("unpayable");
        }
        (await StatesAsync(honest)).ShouldBeSubsetOf(["claimed", "final"]);
    }

    private async Task<Guid> FickleAsync(int tell, long until)
    {
        var wallet = await Chain.DeployWalletAsync(
            "FickleWallet",
            "address,uint8,uint256",
            Owner.Address,
            (byte)tell,
            (System.Numerics.BigInteger)until
        );
        return (await Pairs.CompleteAsync(1, performer: Owner, wallet: wallet)).Single();
    }

    private async Task<Guid> HostileAsync(int burn)
    {
        var wallet = await Chain.DeployWalletAsync(
            "AmbushWallet",
            "address,address,uint256",
            Owner.Address,
            TestAnchorer.PayoutKey.Address,
            (System.Numerics.BigInteger)burn
        );
        return (await Pairs.CompleteAsync(1, performer: Owner, wallet: wallet)).Single();
    }

    private async Task<(TestAnchorer Anchorer, TestIndexer Indexer)> AnchorAsync(
        params (string Key, string? Value)[] settings
    )
    {
        var anchorer = await StartAsync(settings);
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        return (anchorer, indexer);
    }

    private async Task<IEnumerable<string>> StatesAsync(IReadOnlyList<Guid> quests) =>
        (
            await QueryAsync<string>(
                "SELECT state FROM civic.reward_states WHERE quest_id = ANY(@quests)",
                new { quests = quests.ToArray() }
            )
        ).Distinct();
}
