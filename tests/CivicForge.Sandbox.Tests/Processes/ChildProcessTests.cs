using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Processes;

public class ChildProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_child_writes_reaches_the_listener_the_tail_and_the_log_file(bool watchdog)
    {
        var log = Path.GetTempFileName();
        var lines = new List<string>();
        await using var child = await ChildProcess.StartAsync(
            new("/bin/sh", "-c", "echo one; echo two >&2; exit 3")
            {
                LogFile = log,
                OnLine = lines.Add,
                UseWatchdog = watchdog,
            },
            Token
        );

        (await child.Exited).ShouldBe(3);

        lines.ShouldBe(["one", "two"], ignoreOrder: true);
        child.Tail.Split('\n').ShouldBe(["one", "two"], ignoreOrder: true);
        (await File.ReadAllLinesAsync(log, Token)).ShouldBe(["one", "two"], ignoreOrder: true);
        File.Delete(log);
    }

    [Fact]
    public async Task A_failing_command_reports_its_exit_code_and_last_lines()
    {
        var failure = await Should.ThrowAsync<SandboxException>(
            ChildProcess.RunAsync(new("/bin/sh", "-c", "echo the disk is full; exit 5") { Name = "copy" }, Token)
        );

        failure.Message.ShouldBe("copy ended with exit code 5.\nthe disk is full");
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named() =>
        (
            await Should.ThrowAsync<MissingToolException>(ChildProcess.StartAsync(new("/no/such/program"), Token))
        ).Message.ShouldContain("/no/such/program");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Standard_input_is_empty(bool watchdog)
    {
        await using var child = await ChildProcess.StartAsync(new("/bin/cat") { UseWatchdog = watchdog }, Token);

        (await child.Exited.WaitAsync(TimeSpan.FromSeconds(10), Token)).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopping_sends_the_stop_signal_and_lets_the_child_clean_up(bool watchdog)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var child = await ChildProcess.StartAsync(
            new("/bin/sh", "-c", "trap 'echo cleaned; exit 0' TERM; echo ready; while :; do sleep 0.05; done")
            {
                UseWatchdog = watchdog,
                OnLine = line =>
                {
                    if (line == "ready")
                    {
                        ready.TrySetResult();
                    }
                },
            },
            Token
        );
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

        await child.StopAsync(TimeSpan.FromSeconds(10));

        child.Tail.ShouldContain("cleaned");
        child.HasExited.ShouldBeTrue();
    }

    [Fact]
    public async Task A_child_that_ignores_the_stop_signal_is_killed_after_the_grace_time()
    {
        await using var child = await ChildProcess.StartAsync(
            new("/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.05; done"),
            Token
        );

        await child.StopAsync(TimeSpan.FromMilliseconds(200));

        Waiting.IsAlive(child.Id).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_dies_with_its_parent_also_when_that_is_killed(bool watchdog)
    {
        var childId = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var parent = await ChildProcess.StartAsync(
            new("dotnet", typeof(ChildProcessTests).Assembly.Location, ParentOfSleep.Argument, $"{watchdog}")
            {
                OnLine = line =>
                {
                    if (int.TryParse(line, out var id))
                    {
                        childId.TrySetResult(id);
                    }
                },
            },
            Token
        );
        var sleeper = await childId.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Waiting.IsAlive(sleeper).ShouldBeTrue();

        parent.Signal(UnixSignal.Kill);

        await Waiting.UntilAsync(() => !Waiting.IsAlive(sleeper), $"Process {sleeper} outlived its parent.");
    }
}
