using System.Text.RegularExpressions;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd;

/// <summary><c>./civicforge dev</c> as a process: one address for the web app's sources and the API, which follows its
/// own.</summary>
public sealed partial class DevTests : IDisposable
{
    private const string Ready = "Save a file in src/ or web/";

    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();
    private readonly List<string> _lines = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_serves_sources_and_API_on_one_address_until_Ctrl_C()
    {
        await using var dev = await StartAsync();
        await SaysAsync(dev, Ready);
        using var http = Client();
        (await http.GetStringAsync("/", Token)).ShouldContain("/@vite/client");
        (await http.GetStringAsync("/src/main.tsx", Token)).ShouldContain("createRoot");
        (await http.GetStringAsync("/.well-known/civicforge.json", Token)).ShouldContain("\"service\":\"CivicForge\"");

        dev.Signal(UnixSignal.Interrupt);

        (await dev.Exited.WaitAsync(TimeSpan.FromSeconds(60), Token)).ShouldBe(0, dev.Tail);
        Text().ShouldContain("stopping");
    }

    /// <summary>It builds the API, which takes a minute.</summary>
    [Fact, Trait("Tier", "Long")]
    public async Task It_restarts_the_API_when_a_file_is_saved()
    {
        await using var dev = await StartAsync();
        await SaysAsync(dev, Ready);
        using var http = Client();

        Save("src/CivicForge.Api/Program.cs");

        await SaysAsync(dev, "restarted after");
        (await http.GetStringAsync("/health/ready", Token)).ShouldContain("\"status\":\"ready\"");
    }

    private Task<ChildProcess> StartAsync()
    {
        string[] arguments = ["dev", "--port", "0", "--chain-port", "0", "--data", Path.Combine(_folder.Path, "data")];
        return ChildProcess.StartAsync(Launcher.Listening(arguments) with { OnLine = Note }, Token);
    }

    private HttpClient Client() => new() { BaseAddress = new Uri(Address().Match(Text()).Groups[1].Value) };

    /// <summary>What a watcher sees of a file that is saved, with the bytes and the time that it has: other tests would
    /// otherwise build what is newer than the programs.</summary>
    private static void Save(string file)
    {
        var path = Path.Combine(Repository.Root, file);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path));
    }

    private void Note(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }

    private string Text()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }

    private async Task SaysAsync(ChildProcess dev, string words)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(5));
        while (!Text().Contains(words, StringComparison.Ordinal))
        {
            (dev.HasExited || deadline.IsCancellationRequested).ShouldBeFalse(
                $"it did not say \"{words}\", but:\n{Text()}"
            );
            await Task.Delay(50, Token);
        }
    }

    [GeneratedRegex(@"CivicForge +(http://localhost:\d+)")]
    private static partial Regex Address();
}
