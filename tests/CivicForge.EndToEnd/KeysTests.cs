using CivicForge.Sandbox;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd;

/// <summary><c>./civicforge keys rotate</c> as a process that somebody stops.</summary>
public sealed class KeysTests : IDisposable
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctrl_C_ends_the_waiting_and_the_same_command_goes_on_with_the_same_key()
    {
        var first = await StoppedAsync();
        var second = await StoppedAsync();

        first.ShouldStartWith("Made a random passphrase");
        second.ShouldStartWith("The next receipt key is 0x");
        first.ShouldContain(second);
    }

    private async Task<string> StoppedAsync()
    {
        var token = TestContext.Current.CancellationToken;
        List<string> output = [],
            errors = [];
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Note(string line)
        {
            output.Add(line);
            if (line.StartsWith("Still waiting", StringComparison.Ordinal))
            {
                waits.TrySetResult();
            }
        }

        string[] rotate = ["keys", "rotate", "receipt", "--out", At("key.json"), "--passphrase", At("passphrase")];
        string[] wait = ["--rpc", "http://127.0.0.1:1", "--registry", DevelopmentAccounts.Creator.Address];
        await using var rotating = await ChildProcess.StartAsync(
            Launcher.Listening([.. rotate, .. wait]) with
            {
                OnLine = Note,
                OnErrorLine = errors.Add,
            },
            token
        );
        await Task.WhenAny(waits.Task, rotating.Exited).WaitAsync(TimeSpan.FromMinutes(1), token);
        rotating.Signal(UnixSignal.Interrupt);

        (await rotating.Exited.WaitAsync(TimeSpan.FromSeconds(30), token)).ShouldBe(130, rotating.Tail);
        errors.ShouldBeEmpty();
        return string.Join('\n', output);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);
}
