using CivicForge.Api.Anchorer;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Watching;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CivicForge.Api.Tests.Watching;

/// <summary>What needs a person is stored, one line for as long as it lasts; and each job answers for itself.</summary>
public sealed class AlarmTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task An_alarm_that_lasts_has_one_line_however_often_it_is_seen_and_a_new_one_when_it_comes_back()
    {
        var alarms = (await StartAsync()).Get<Alarms>();
        foreach (var detail in new[] { "first", "second", "third" })
        {
            await alarms.RaiseAsync(AlarmKind.Storage, "disk", detail, default);
        }
        (await LinesAsync()).ShouldBe(["storage disk third 3 True"]);
        await alarms.EndAsync(AlarmKind.Storage, "disk", default);
        await alarms.RaiseAsync(AlarmKind.Storage, "disk", "again", default);
        (await LinesAsync()).ShouldBe(["storage disk third 3 False", "storage disk again 1 True"]);
    }

    [Fact]
    public async Task Raising_the_same_alarm_at_once_keeps_one_line()
    {
        var alarms = (await StartAsync()).Get<Alarms>();
        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => alarms.RaiseAsync(AlarmKind.Storage, "", $"seen {i}", default))
        );
        (await ScalarAsync<long>("SELECT count FROM civic.alarms")).ShouldBe(20);
    }

    [Fact]
    public async Task An_empty_payout_account_holds_every_reward_with_its_reason_until_it_is_filled()
    {
        await Pairs.CompleteAsync(3);
        var (anchorer, indexer) = await FinalAsync();
        var before = await Chain.Client.GetBalanceAsync(
            TestAnchorer.PayoutKey.Address,
            CivicForge.Chain.Rpc.BlockId.Latest,
            default
        );
        await Chain.SetBalanceAsync(TestAnchorer.PayoutKey.Address, 1000);
        await anchorer.RelayAsync();

        (await QueryAsync<string>("SELECT last_error FROM civic.reward_relays WHERE leased_until IS NULL")).ShouldAllBe(
            e => e.Contains("has 1000 wei")
        );
        (
            await QueryAsync<string>("SELECT kind || ' ' || subject FROM civic.alarms WHERE ended_at IS NULL")
        ).ShouldContain("key-empty payout");
        (await QueryAsync<int>("SELECT tries FROM civic.reward_relays")).ShouldAllBe(
            t => t == 0,
            "an empty account is no reward's fault"
        );

        await Chain.SetBalanceAsync(TestAnchorer.PayoutKey.Address, before);
        await anchorer.RelayAsync();
        await indexer.CatchUpAsync();
        (await QueryAsync<string>("SELECT DISTINCT state FROM civic.reward_states")).ShouldBe(["claimed"]);
        (
            await ScalarAsync<long>("SELECT count(*) FROM civic.alarms WHERE kind = 'key-empty' AND ended_at IS NULL")
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_base_fee_above_the_ceiling_holds_claims_and_counts_no_try()
    {
        await Pairs.CompleteAsync(1);
        var (anchorer, _) = await FinalAsync(("Transactions:MaxFeePerGas", "300000000000"));
        await Chain.MineAtBaseFeeAsync(900_000_000_000);
        await anchorer.RelayAsync();
        (await ScalarAsync<string>("SELECT last_error FROM civic.reward_relays")).ShouldContain("wei per gas");
        (
            await QueryAsync<string>("SELECT kind FROM civic.alarms WHERE ended_at IS NULL AND kind = 'fee-ceiling'")
        ).ShouldBe(["fee-ceiling"]);
        (await ScalarAsync<int>("SELECT tries FROM civic.reward_relays")).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_fails_is_degraded_until_it_succeeds_itself_whatever_the_others_do()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        var edge = anchorer.Get<JobEdge>();
        await ExecuteAsync("ALTER TABLE civic.batches RENAME TO batches_away");
        for (var i = 0; i < 3; i++)
        {
            await edge.RunAsync(nameof(AnchorJob), anchorer.Tick.RunAsync, default, hasSteps: true);
        }
        await edge.RunAsync(AnchorerModule.Recheck, _ => Task.FromResult(true), default);

        var status = anchorer.Get<AnchorerStatus>();
        status.ReasonOf(AnchorerModule.Seal).ShouldNotBeNull();
        status.ReasonOf(AnchorerModule.Recheck).ShouldBeNull();
        status
            .ReasonOf(AnchorerModule.Track)
            .ShouldBeNull("sealing that fails does not keep transactions from being followed");
        var report = await anchorer.Get<HealthCheckService>().CheckHealthAsync();
        report.Entries[AnchorerModule.Seal].Status.ShouldBe(HealthStatus.Degraded);
        report.Entries[AnchorerModule.Track].Status.ShouldBe(HealthStatus.Healthy);
        (await ScalarAsync<string>("SELECT status FROM civic.job_states WHERE name = 'seal'")).ShouldBe("failing");
        (
            await QueryAsync<string>("SELECT subject FROM civic.alarms WHERE kind = 'job-failing' AND ended_at IS NULL")
        ).ShouldContain("seal");

        await ExecuteAsync("ALTER TABLE civic.batches_away RENAME TO batches");
        await edge.RunAsync(nameof(AnchorJob), anchorer.Tick.RunAsync, default, hasSteps: true);
        status.ReasonOf(AnchorerModule.Seal).ShouldBeNull();
        (
            await ScalarAsync<long>(
                "SELECT count(*) FROM civic.alarms WHERE kind = 'job-failing' AND subject = 'seal' AND ended_at IS NULL"
            )
        ).ShouldBe(0);
    }

    private async Task<(TestAnchorer Anchorer, TestIndexer Indexer)> FinalAsync(
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

    private Task<IReadOnlyList<string>> LinesAsync() =>
        QueryAsync<string>(
            "SELECT kind || ' ' || subject || ' ' || detail || ' ' || count || ' ' || CASE "
                + "WHEN ended_at IS NULL THEN 'True' ELSE 'False' END FROM civic.alarms ORDER BY id"
        );
}
