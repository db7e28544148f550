using CivicForge.Sandbox.Running;

namespace CivicForge.EndToEnd;

public class JourneyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_sandboxes_run_side_by_side_and_the_journey_holds_in_both()
    {
        // Both look for a free port of the chain in the same moment.
        var starting = Enumerable
            .Range(0, 2)
            .Select(_ => RunningSandbox.StartAsync(new() { ChainPort = null }, null, Token))
            .ToArray();
        await using var one = await starting[0];
        await using var two = await starting[1];

        one.Chain.Url.ShouldNotBe(two.Chain.Url);
        await Task.WhenAll(Journeys.WalkAsync(one), Journeys.WalkAsync(two));
    }
}
