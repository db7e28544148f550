using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Running;

namespace CivicForge.EndToEnd;

/// <summary>Every process is killed with <c>kill -9</c> in the middle of a journey and started again; the journey goes
/// on to its end, and the audit is clean.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = await RunningSandbox.StartAsync(new(), null, Token);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task An_acknowledged_signature_survives_the_death_of_the_API() =>
        await Journeys.WalkAsync(
            _sandbox,
            at => at is JourneyPoint.SignedByOne ? KillAndRestartAsync(_sandbox.Api) : Task.CompletedTask
        );

    [Fact]
    public async Task A_completed_pair_is_anchored_once_although_anchorer_and_indexer_die() =>
        await Journeys.WalkAsync(
            _sandbox,
            at =>
                at is JourneyPoint.Completed
                    ? Task.WhenAll(KillAndRestartAsync(_sandbox.Anchorer), KillAndRestartAsync(_sandbox.Indexer))
                    : Task.CompletedTask
        );

    [Fact]
    public async Task Journeys_end_well_while_the_anchorer_dies_again_and_again()
    {
        using var done = new CancellationTokenSource();
        var killing = KillRepeatedlyAsync(_sandbox.Anchorer, done.Token);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Journeys.WalkAsync(_sandbox)));

        await done.CancelAsync();
        (await killing).ShouldBeGreaterThan(0);
    }

    private static async Task KillAndRestartAsync(ServiceProcess process)
    {
        await process.KillAsync();
        await process.RestartAsync(Token);
    }

    /// <summary>Kills at a different moment of the one-second tick each time; how often it did.</summary>
    private static async Task<int> KillRepeatedlyAsync(ServiceProcess process, CancellationToken stop)
    {
        var deaths = 0;
        for (; deaths < 3 && !stop.IsCancellationRequested; deaths++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1300 + (deaths * 370)), CancellationToken.None);
            await KillAndRestartAsync(process);
        }

        return deaths;
    }
}
