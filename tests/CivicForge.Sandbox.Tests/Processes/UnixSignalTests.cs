using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Processes;

public class UnixSignalTests
{
    [Fact]
    public async Task A_process_is_known_to_catch_the_signals_it_has_a_handler_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which signals a process catches.");
        var token = TestContext.Current.CancellationToken;
        var ready = new TaskCompletionSource();
        await using var child = await ChildProcess.StartAsync(
            new("/bin/sh", "-c", "trap : TERM; echo ready; while :; do sleep 1; done")
            {
                OnLine = _ => ready.TrySetResult(),
                StopSignal = UnixSignal.Kill,
            },
            token
        );
        await ready.Task.WaitAsync(token);

        UnixSignals.Catches(child.Id, UnixSignal.Terminate).ShouldBeTrue();
        UnixSignals.Catches(child.Id, UnixSignal.HangUp).ShouldBeFalse();
        child.Signal(UnixSignal.Kill);
        await child.Exited;
        UnixSignals.Catches(child.Id, UnixSignal.Terminate).ShouldBeFalse();
    }
}
