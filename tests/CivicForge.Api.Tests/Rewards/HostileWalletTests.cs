using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Rewards;

/// <summary>Wallets that are contracts run their own code in our claim. None of them may hold up, or cost, anybody else.</summary>
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
        (await ScalarAsync<string>("SELECT last_error FROM civic.reward_relays WHERE quest_id = @hostile", new { hostile })).ShouldContain("gas");
        (await ScalarAsync<long>("SELECT count(*) FROM civic.reward_relays WHERE leased_until IS NOT NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_signature_fails_that_reward_alone()
    {
        var hostile = await HostileAsync(300_000);
        var honest = await Pairs.CompleteAsync(5);
        var (anchorer, indexer) = await AnchorAsync(("Transactions:MaxGas", "250000")); // below what the wallet takes, and above an honest claim
        await anchorer.RelayAsync();
        for (var i = 0; i < 5; i++) await anchorer.RelayAsync();
        await indexer.CatchUpAsync();

        (await StatesAsync(honest)).ShouldBeSubsetOf(["claimed", "final"]);
        var (state, reason) = await ScalarAsync<(string, string?)>("SELECT state, last_error FROM civic.reward_relays WHERE quest_id = @hostile", new { hostile });
        reason.ShouldNotBeNull().ShouldContain("gas");
        state.ShouldBeOneOf("waiting", "unpayable");
        (await ScalarAsync<long>("SELECT count(*) FROM civic.reward_relays WHERE leased_until IS NOT NULL")).ShouldBe(0);
    }

    private async Task<Guid> HostileAsync(int burn)
    {
        var wallet = await Chain.DeployWalletAsync("AmbushWallet", "address,address,uint256", Owner.Address, TestAnchorer.PayoutKey.Address, (System.Numerics.BigInteger)burn);
        return (await Pairs.CompleteAsync(1, performer: Owner, wallet: wallet)).Single();
    }

    private async Task<(TestAnchorer Anchorer, TestIndexer Indexer)> AnchorAsync(params (string Key, string? Value)[] settings)
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
        (await QueryAsync<string>("SELECT state FROM civic.reward_states WHERE quest_id = ANY(@quests)", new { quests = quests.ToArray() })).Distinct();
}
