using CivicForge.Api.Anchorer;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>A chain whose clock lags: a sequencer that stood still and catches up.</summary>
public sealed class ChainClockTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task A_batch_waits_until_the_chains_clock_allows_its_proofs_to_verify()
    {
        var behind = DateTimeOffset.UtcNow.AddMinutes(-40).ToUnixTimeSeconds();
        await Chain.RpcAsync("anvil_setTime", behind);
        await Chain.RpcAsync("anvil_mine", Quantity.Encode(1));
        ((await Chain.Client.GetBlockAsync(BlockId.Latest, default))!.Timestamp < (ulong)behind + 60).ShouldBeTrue(
            "the node keeps its clock"
        );
        await Pairs.CompleteAsync(2);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBeEmpty();
        var status = anchorer.Get<AnchorerStatus>();
        status.ReasonOf(AnchorerModule.Submit).ShouldNotBeNull().ShouldContain("Receipts promise an anchor by");
        (
            await ScalarAsync<string>("SELECT detail FROM civic.alarms WHERE kind = 'chain-clock' AND ended_at IS NULL")
        ).ShouldContain("would never verify");

        await Chain.RpcAsync("anvil_setTime", DateTimeOffset.UtcNow.AddMinutes(-10).ToUnixTimeSeconds());
        await Chain.RpcAsync("anvil_mine", Quantity.Encode(1));
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).Count.ShouldBe(1);
        status.ReasonOf(AnchorerModule.Submit).ShouldBeNull();
        (
            await ScalarAsync<long>("SELECT count(*) FROM civic.alarms WHERE kind = 'chain-clock' AND ended_at IS NULL")
        ).ShouldBe(0);
        await AuditIsCleanAsync(anchorer);
    }

    [Fact]
    public async Task A_proof_that_was_anchored_too_early_all_the_same_is_found_by_the_audit()
    {
        await Chain.RpcAsync("anvil_setTime", DateTimeOffset.UtcNow.AddMinutes(-40).ToUnixTimeSeconds());
        await Chain.MineAsync();
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.SendAsync(
            DevelopmentAccounts.Anchorer,
            Chain.Registry,
            new AnchorFunction(1, await RootAsync(), 1).CallData()
        );
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        var report = await AuditAsync();
        report
            .Results.Single(r => r.Id == "I3")
            .Findings.Violations.ShouldHaveSingleItem()
            .ShouldContain("its proof does not verify");
    }
}
