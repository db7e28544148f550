using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd;

/// <summary><c>./civicforge</c> itself, as a user runs it, without a terminal.</summary>
internal static class Launcher
{
    /// <summary>A test run in the background was started with these signals ignored, and its children would inherit
    /// that.</summary>
    private const string ListensToSignals = "--default-signal=HUP,INT";

    public static string Path => System.IO.Path.Combine(Repository.Root, "civicforge");

    /// <summary>Runs a command to its end.</summary>
    public static Task<Ended> RunAsync(params string[] arguments) => RunAsync(new ChildProcessOptions(Path, arguments));

    /// <summary>Runs a command to its end, in another folder or environment.</summary>
    public static async Task<Ended> RunAsync(ChildProcessOptions options)
    {
        List<string> output = [],
            errors = [];
        await using var child = await ChildProcess.StartAsync(
            options with
            {
                OnLine = output.Add,
                OnErrorLine = errors.Add,
            },
            TestContext.Current.CancellationToken
        );
        var exitCode = await child.Exited.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        return new(exitCode, string.Join('\n', output), string.Join('\n', errors));
    }

    /// <summary>A command that can be stopped with a signal.</summary>
    public static ChildProcessOptions Listening(params string[] arguments) =>
        OperatingSystem.IsLinux() ? new("env", [ListensToSignals, Path, .. arguments]) : new(Path, arguments);

    /// <summary>How a command ended and what it wrote on standard output and standard error.</summary>
    internal sealed record Ended(int ExitCode, string Output, string Errors);
}
