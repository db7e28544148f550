using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Rewards;

/// <summary>The relay goes round by performers: neither a flood by one of them nor a crowd of contract wallets keeps
/// anybody else waiting.</summary>
public sealed class RelayFairnessTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task A_pair_of_plain_wallets_waits_behind_one_contract_wallet_at_most()
    {
        for (var i = 0; i < 6; i++)
        {
            await ContractPairAsync();
        }
        var plain = (await Pairs.CompleteAsync(1)).Single();
        var anchorer = await FinalAsync();
        // a block takes as long as the test lets it: one transaction on its way at a time
        await Chain.AutomineAsync(false);
        for (var run = 0; run < 2; run++)
        {
            await anchorer.RelayAsync();
            await Chain.MineAsync();
        }

        (await ClaimsAsync()).Take(2).ShouldContain(plain.ToString());
    }

    [Fact]
    public async Task A_flood_by_one_performer_delays_no_other()
    {
        await Pairs.CompleteAsync(60, performer: PrivateKey.Generate());
        var late = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            late.AddRange(await Pairs.CompleteAsync(1, performer: PrivateKey.Generate()));
        }
        var anchorer = await FinalAsync();
        await Chain.AutomineAsync(false);
        await anchorer.RelayAsync();
        await Chain.MineAsync();
        late.Select(id => id.ToString()).ShouldBeSubsetOf(await ClaimsAsync());
    }

    [Fact]
    public async Task Every_performer_comes_to_a_turn_before_anyone_has_a_second()
    {
        var performers = Enumerable.Range(0, 7).Select(_ => PrivateKey.Generate()).ToList();
        foreach (var performer in performers)
        {
            await Pairs.CompleteAsync(3, performer: performer);
        }
        var anchorer = await FinalAsync(("Rewards:MaxPerRun", "3"));
        for (var run = 0; run < 7; run++)
        {
            await anchorer.RelayAsync();
        }
        var order = await QueryAsync<byte[]>(
            "SELECT w.performer FROM civic.transaction_claims k JOIN civic.completions w USING (quest_id) "
                + "JOIN civic.transactions t ON t.id = k.transaction_id ORDER BY t.id"
        );
        order.Count.ShouldBe(21);
        order
            .Take(6)
            .Select(p => new Address(p))
            .Distinct()
            .Count()
            .ShouldBe(6, "two runs of three serve six performers");
    }

    private async Task ContractPairAsync()
    {
        var owner = PrivateKey.Generate();
        await Pairs.CompleteAsync(
            1,
            performer: owner,
            wallet: await Chain.DeployWalletAsync("OwnedWallet", "address", owner.Address)
        );
    }

    private async Task<TestAnchorer> FinalAsync(params (string Key, string? Value)[] settings)
    {
        var anchorer = await StartAsync(settings);
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        return anchorer;
    }

    private Task<IReadOnlyList<string>> ClaimsAsync() =>
        QueryAsync<string>("SELECT quest_id::text FROM civic.transaction_claims ORDER BY transaction_id");
}
