using CivicForge.Api.Rewards;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Rewards;

/// <summary>Relaying has a budget per performer and day and one for all; what is over it waits for the next day and is
/// not lost.</summary>
public sealed class RelayBudgetTests(TestDatabases databases) : AnchorerTest(databases)
{
    private static readonly (string, string?) ThreePerMember = ("Rewards:MaxClaimsPerMemberAndDay", "3"),
        ThreePerDay = ("Rewards:MaxClaimsPerDay", "3");

    private TestIndexer _indexer = null!;

    [Fact]
    public async Task A_performer_over_the_days_budget_waits_until_tomorrow()
    {
        await Pairs.CompleteAsync(5);
        var anchorer = await AnchorAsync(ThreePerMember);
        await anchorer.RelayAsync();
        (await ClaimedAsync()).ShouldBe(3);
        (await WaitingAsync()).ShouldBe([("member", true), ("member", true)]);
        anchorer.Log.ShouldContain("1301 Relay: 5 processed, 0 succeeded, 0 failed, 0 abandoned, 2 skipped.");
        (
            await QueryAsync<string>("SELECT last_error FROM civic.reward_states WHERE last_error IS NOT NULL")
        ).ShouldAllBe(e => e.StartsWith("The relay budget of its performer for today is used up"));

        await anchorer.RelayAsync();
        (await ClaimedAsync()).ShouldBe(3, "a second tick of the same day changes nothing");
        anchorer
            .Log.Count(l => l.StartsWith("1305", StringComparison.Ordinal))
            .ShouldBe(1, "what is put off is not looked at again today");

        await RestartAndTurnTheDayAsync(ThreePerMember);
        (await ClaimedAsync()).ShouldBe(5);
        (await WaitingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_budget_of_a_day_outlives_a_restart()
    {
        await Pairs.CompleteAsync(3);
        var first = await AnchorAsync(ThreePerMember);
        await first.RelayAsync();
        await Pairs.CompleteAsync(1);
        await FinalizeAsync(first);

        var second = await RestartAsync(ThreePerMember);
        await second.RelayAsync();
        (await ClaimedAsync()).ShouldBe(3);
        (await WaitingAsync()).ShouldBe([("member", true)]);
    }

    [Fact]
    public async Task One_performers_budget_is_not_anothers()
    {
        await Pairs.CompleteAsync(4);
        await Pairs.CompleteAsync(2, performer: PrivateKey.Generate());
        var anchorer = await AnchorAsync(ThreePerMember);
        await anchorer.RelayAsync();
        (await ClaimedAsync()).ShouldBe(5);
        (await WaitingAsync()).ShouldBe([("member", true)]);
    }

    [Fact]
    public async Task The_budget_of_all_is_spent_on_contract_wallets_first_and_raises_an_alarm()
    {
        await Pairs.CompleteAsync(3);
        await Pairs.CompleteAsync(1, performer: PrivateKey.Generate(), creatorKind: "erc1271");
        var anchorer = await AnchorAsync(ThreePerDay);
        await anchorer.RelayAsync();
        await anchorer.RelayAsync(); // the others wait when the first claim is not in a block at once
        (await ClaimedAsync()).ShouldBe(3);
        (await WaitingAsync()).ShouldBe([("total", true)]);
        (
            await ScalarAsync<long>(
                "SELECT count(*) FROM civic.transaction_claims k JOIN civic.completions c USING (quest_id) "
                    + "WHERE c.creator_kind = 'erc1271'"
            )
        ).ShouldBe(1);
        anchorer.Log.ShouldContain(l => l.StartsWith("1304", StringComparison.Ordinal));

        await RestartAndTurnTheDayAsync(ThreePerDay);
        (await ClaimedAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task What_a_run_took_and_died_over_comes_again_after_its_lease_and_counts_until_then()
    {
        await Pairs.CompleteAsync(4);
        var first = await AnchorAsync(ThreePerMember);
        (await first.Get<TakeClaims>().RunAsync(2, default)).QuestIds.Count.ShouldBe(2);

        var second = await RestartAsync(ThreePerMember);
        await second.RelayAsync();
        (await ClaimedAsync()).ShouldBe(1, "two of three are leased");
        (await WaitingAsync()).ShouldBe([("member", true)]);
        (
            await ScalarAsync<bool>(
                "SELECT bool_and(leased_until BETWEEN clock_timestamp() AND clock_timestamp() + interval '300 s') "
                    + "FROM civic.reward_relays WHERE leased_until IS NOT NULL"
            )
        ).ShouldBeTrue();

        await ExecuteAsync(
            "UPDATE civic.reward_relays SET leased_until = clock_timestamp() WHERE leased_until IS NOT NULL"
        );
        await second.RelayAsync();
        (await ClaimedAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_run_takes_no_more_than_its_limit_and_the_next_one_goes_on()
    {
        await Pairs.CompleteAsync(5);
        var anchorer = await AnchorAsync(("Rewards:MaxPerRun", "2"));
        foreach (var expected in new[] { 2, 4, 5 })
        {
            await anchorer.RelayAsync();
            (await ClaimedAsync()).ShouldBe(expected);
        }
    }

    private async Task<TestAnchorer> AnchorAsync((string, string?) setting)
    {
        var anchorer = await StartAsync(setting);
        _indexer = await StartIndexerAsync();
        await FinalizeAsync(anchorer);
        return anchorer;
    }

    private async Task FinalizeAsync(TestAnchorer anchorer)
    {
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await _indexer.CatchUpAsync();
    }

    private async Task RestartAndTurnTheDayAsync((string, string?) setting)
    {
        await ExecuteAsync(
            "UPDATE civic.transactions SET planned_at = planned_at - interval '1 day'; UPDATE civic.reward_relays "
                + "SET next_at = next_at - interval '1 day'"
        );
        await _indexer.CatchUpAsync();
        await (await RestartAsync(setting)).RelayAsync();
    }

    private Task<int> ClaimedAsync() =>
        ScalarAsync<int>("SELECT count(DISTINCT quest_id)::int FROM civic.transaction_claims");

    /// <summary>The budget that each reward waits for, and whether it waits until the next midnight.</summary>
    private Task<IReadOnlyList<(string, bool)>> WaitingAsync() =>
        QueryAsync<(string, bool)>(
            "SELECT over_budget, state = 'waiting' AND next_at = date_trunc('day', clock_timestamp(), 'UTC') + "
                + "interval '1 day' FROM civic.reward_relays WHERE over_budget IS NOT NULL"
        );
}
