using CivicForge.Sandbox.Running;

namespace CivicForge.EndToEnd;

public class JourneyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_sandboxes_run_side_by_side_and_the_journey_holds_in_both()
    {
        await using var one = await RunningSandbox.StartAsync(new(), null, Token);
        await using var two = await RunningSandbox.StartAsync(new(), null, Token);

        await Task.WhenAll(Journeys.WalkAsync(one), Journeys.WalkAsync(two));
    }
}
