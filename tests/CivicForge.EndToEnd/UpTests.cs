using System.Text.RegularExpressions;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.EndToEnd;

/// <summary><c>./civicforge up</c> as a process: how it ends, and that it leaves nothing behind.</summary>
public sealed partial class UpTests : IDisposable
{
    private readonly ThrowawayFolder folder = ThrowawayFolder.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder.Path, "data");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(UnixSignal.Terminate)]
    [InlineData(UnixSignal.Kill)]
    public async Task Nothing_stays_behind_when_it_is_stopped_or_killed(UnixSignal signal)
    {
        await using var up = await StartAsync();
        var children = ConnectionFile.Read(Data)!.Processes;
        children.Values.ShouldAllBe(id => IsAlive(id));

        up.Signal(signal);

        await up.Exited.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await ChildrenAreGoneAsync(children);
        File.Exists(Path.Combine(Data, "sandbox.json")).ShouldBe(signal is UnixSignal.Kill);
    }

    [Fact]
    public async Task What_it_prints_has_the_URLs_and_wallets_and_no_colour()
    {
        await using var up = await StartAsync();

        up.Tail.ShouldContain("CivicForge   http://localhost:");
        up.Tail.ShouldContain("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
        up.Tail.ShouldNotContain('\u001b');
        await up.StopAsync(TimeSpan.FromSeconds(60));
    }

    private async Task<ChildProcess> StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var up = await ChildProcess.StartAsync(
            new("dotnet", Repository.Program("CivicForge.Sandbox"), "up", "--port", "0", "--chain-port", "0", "--data", Data)
            {
                OnLine = line =>
                {
                    if (Ready().IsMatch(line))
                    {
                        ready.TrySetResult();
                    }
                },
            },
            Token);
        await Task.WhenAny(ready.Task, up.Exited).WaitAsync(TimeSpan.FromMinutes(3), Token);
        ready.Task.IsCompleted.ShouldBeTrue(up.Tail);
        return up;
    }

    private static async Task ChildrenAreGoneAsync(IReadOnlyDictionary<string, int> children)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (children.Where(child => IsAlive(child.Value)).Select(child => child.Key).ToList() is { Count: > 0 } alive)
        {
            deadline.IsCancellationRequested.ShouldBeFalse($"still running: {string.Join(", ", alive)}");
            await Task.Delay(50, Token);
        }
    }

    /// <summary>By its entry in the process table, where a zombie is dead.</summary>
    private static bool IsAlive(int processId)
    {
        var status = $"/proc/{processId}/stat";
        try
        {
            return OperatingSystem.IsLinux()
                ? File.ReadAllText(status) is var text && text[(text.LastIndexOf(')') + 2)] != 'Z'
                : UnixSignals.Send(processId, 0);
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex("^Ctrl-C stops everything")]
    private static partial Regex Ready();
}
