using CivicForge.Sandbox.Releasing;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose.Releases;

/// <summary>They need a container engine: <c>./civicforge test compose</c> runs them.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
public sealed class ReleaseTests(ITestOutputHelper output) : IAsyncLifetime
{
    private ReleasePlace _place = null!;

    public async ValueTask InitializeAsync() => _place = await ReleasePlace.PrepareAsync();

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    /// <summary>One test, because each start of everything costs half a minute.</summary>
    [Fact(Explicit = true)]
    public async Task A_good_release_and_a_rollback_exchange_every_process_and_no_request_fails()
    {
        await ReleasedAsync();

        await using (var load = new Load(_place.Project.Url))
        {
            await ReleasedAsync();
            (await _place.ProcessesAsync()).ShouldBe(new Dictionary<int, int> { [2] = 4 });

            var (exitCode, log) = await _place.RollbackAsync();
            output.WriteLine(log);
            output.WriteLine($"{load.Answered} requests were answered");
            exitCode.ShouldBe(0, log);
            load.Failures.ShouldBeEmpty();
            load.Answered.ShouldBeGreaterThan(200);
        }
        (await _place.ProcessesAsync()).ShouldBe(new Dictionary<int, int> { [1] = 4 });
        _place.State.Current.ShouldBe(1);
        _place.State.Entry(2)!.Ended.ShouldBe(ReleaseEntry.RolledBack);
        var audit = await _place.Project.AuditAsync(TestContext.Current.CancellationToken);
        audit.ExitCode.ShouldBe(0, audit.Text);
    }

    private async Task ReleasedAsync()
    {
        var (exitCode, log) = await _place.ReleaseAsync();
        output.WriteLine(log);
        exitCode.ShouldBe(0, log);
        log.TrimEnd().ShouldEndWith("serves");
    }
}
