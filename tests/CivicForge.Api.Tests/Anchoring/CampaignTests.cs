using CivicForge.Api.Anchorer;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>A seeded scheduler draws from the fault catalogue: lost requests and answers (A7), crashes, reorgs, drops,
/// halted mining. When it ends, everything is anchored exactly once, and the database holds whatever ever left us. A
/// seed that fails is added to the list as a regression test.</summary>
public sealed class CampaignTests(TestDatabases databases) : AnchorerTest(databases)
{
    private const int Steps = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2, Traits = ["Tier", "Long"])]
    [InlineData(3, Traits = ["Tier", "Long"])]
    [InlineData(4, Traits = ["Tier", "Long"])]
    [InlineData(5, Traits = ["Tier", "Long"])]
    public async Task Whatever_happens_every_pair_is_anchored_exactly_once(int seed)
    {
        var random = new Random(seed);
        using var wire = new FaultyWire(seed);
        await Chain.FinalizeAsync();
        var anchorer = StartOver(wire);
        var story = new List<string>();
        wire.Faults = 0.05;
        for (var step = 0; step < Steps; step++)
        {
            var action = Draw(random);
            story.Add(action);
            switch (action)
            {
                case "complete":
                    await Pairs.CompleteAsync(random.Next(1, 4));
                    break;
                case "reorg":
                    await Chain.ReorgAsync(random.Next(1, 3));
                    break;
                case "mine":
                    await Chain.MineAsync(random.Next(1, 3));
                    break;
                case "halt":
                    await Chain.AutomineAsync(false);
                    break;
                case "go":
                    await Chain.AutomineAsync(true);
                    break;
                case "drop":
                    foreach (var hash in (await AttemptsAsync()).TakeLast(1))
                    {
                        await Chain.DropAsync(hash);
                    }
                    break;
                case "crash":
                    await ExpireLeaseAsync();
                    anchorer = StartOver(wire);
                    break;
                default:
                    await anchorer.Get<JobEdge>().RunAsync("campaign", anchorer.Tick.RunAsync, default);
                    break;
            }
        }

        wire.Faults = 0;
        await Chain.AutomineAsync(true);
        await Chain.MineAsync();
        for (var i = 0; i < 40 && !await IsQuietAsync(); i++)
        {
            await anchorer.Get<JobEdge>().RunAsync("campaign", anchorer.Tick.RunAsync, default);
            await Chain.MineAsync();
        }

        (await IsQuietAsync()).ShouldBeTrue(
            $"seed {seed} did not come to rest: {string.Join(' ', story)}; "
                + $"{string.Join(' ', await TransactionsAsync())}\n{string.Join('\n', anchorer.Log.TakeLast(200))}"
        );
        await ExactlyOnceAsync((int)await ScalarAsync<long>("SELECT count(*) FROM civic.batches"));
        wire.Left.ShouldBeSubsetOf(
            await AttemptsAsync(),
            $"seed {seed}: bytes left us that the database does not hold"
        );
        (
            await ScalarAsync<bool>(
                "SELECT coalesce(max(max_fee_per_gas), 0) <= 200000000000 FROM civic.transaction_attempts"
            )
        ).ShouldBeTrue($"seed {seed}: a fee above the ceiling");
    }

    private static string Draw(Random random) =>
        random.Next(100) switch
        {
            < 12 => "complete",
            < 20 => "reorg",
            < 28 => "mine",
            < 32 => "halt",
            < 40 => "go",
            < 45 => "drop",
            < 52 => "crash",
            _ => "tick",
        };

    private async Task<bool> IsQuietAsync() =>
        await ScalarAsync<bool>(
            """
            SELECT NOT EXISTS (SELECT FROM civic.completions WHERE seal IS NULL)
              AND NOT EXISTS (SELECT FROM civic.batches b
                  WHERE NOT EXISTS (SELECT FROM civic.transactions t WHERE t.seal = b.seal AND t.state = 'finalized')
                              AND NOT EXISTS (SELECT FROM civic.registry_batches r WHERE r.seal = b.seal))
            """
        );
}
