using CivicForge.Api.Audit;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Audit;

/// <summary>I13: whatever keeps a reward from being paid is said of it, or the audit says that nobody knows.</summary>
public sealed class ForgottenRewardTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Theory]
    [InlineData("next_at = now() - interval '2 hours'")]
    [InlineData("next_at = now() - interval '2 hours', leased_until = now() + interval '5 minutes'")]
    [InlineData("next_at = now() - interval '2 hours', tries = 1, last_error = 'an old failure'")]
    [InlineData("next_at = now() + interval '1 hour'")]
    public async Task A_reward_that_waits_for_no_stated_reason_is_a_violation(string tampered)
    {
        var anchorer = await FinalAsync();
        (await FactsAsync()).ShouldBeEmpty();
        await ExecuteAsync($"UPDATE civic.reward_relays SET {tampered}");
        (await FactsAsync()).Count.ShouldBe(2);
        await ExecuteAsync("UPDATE civic.reward_relays SET next_at = now(), leased_until = NULL");
        await anchorer.RelayAsync();
        (await FactsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reward_whose_reason_is_stated_is_none()
    {
        var anchorer = await FinalAsync();
        await ExecuteAsync("UPDATE civic.reward_relays SET next_at = now() - interval '2 hours'");
        await Chain.SetBalanceAsync(TestAnchorer.PayoutKey.Address, 0);
        await anchorer.RelayAsync();
        var result = (await AuditAsync()).Results.Single(r => r.Id == "I13");
        result.Findings.Violations.ShouldBeEmpty();
        result.Findings.Notices.ShouldAllBe(n => n.Contains("has 0 wei"));
    }

    private async Task<IReadOnlyList<string>> FactsAsync() =>
        (await AuditAsync()).Results.Single(r => r.Id == "I13").Findings.Violations;

    private async Task<TestAnchorer> FinalAsync()
    {
        await Pairs.CompleteAsync(2);
        var anchorer = await StartAsync();
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        return anchorer;
    }
}
