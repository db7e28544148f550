using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Verifier.Tests.Native;

/// <summary>The verifier as it is given away: published by the launcher, once for its tests.</summary>
public sealed class NativeVerifier : IAsyncLifetime
{
    private static readonly TimeSpan CompilesWithin = TimeSpan.FromMinutes(15);

    internal static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "test-native");

    internal string File { get; private set; } = "";

    public async ValueTask InitializeAsync() => File = await PublishAsync(Repository.Root, Folder);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Publishes the sources of a checkout; the path of the file.</summary>
    internal static async Task<string> PublishAsync(string root, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var made = await RunAsync(
            new(Path.Combine(root, "civicforge"), "publish-verifier", "--out", folder)
            {
                Environment = new Dictionary<string, string?> { ["CIVICFORGE_ROOT"] = null },
            },
            CompilesWithin
        );
        made.Code.ShouldBe(0, made.Errors + made.Output);
        return Directory.EnumerateFiles(folder, "civicforge-verify-*").Single(file => !file.EndsWith(".buildinfo"));
    }

    internal Task<Ended> RunAsync(params string[] arguments) =>
        RunAsync(new ChildProcessOptions(File, arguments), TimeSpan.FromMinutes(1));

    internal static async Task<Ended> RunAsync(ChildProcessOptions command, TimeSpan within)
    {
        List<string> output = [],
            errors = [];
        await using var child = await ChildProcess.StartAsync(
            command with
            {
                OnLine = output.Add,
                OnErrorLine = errors.Add,
            },
            TestContext.Current.CancellationToken
        );
        var code = await child.Exited.WaitAsync(within, TestContext.Current.CancellationToken);
        return new(code, string.Join('\n', output), string.Join('\n', errors));
    }

    /// <summary>How a command ended and what it wrote.</summary>
    internal sealed record Ended(int Code, string Output, string Errors);
}
