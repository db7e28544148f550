using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Processes;

/// <summary>A program that starts a sleeping child, prints its id and waits to be killed.</summary>
internal static class ParentOfSleep
{
    public const string Argument = "parent-of-sleep";

    public static async Task<int> RunAsync(bool watchdog)
    {
        var printed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var child = await ChildProcess.StartAsync(
            new("/bin/sh", "-c", "echo $$; exec sleep 600")
            {
                UseWatchdog = watchdog,
                OnLine = line => printed.TrySetResult(line),
            },
            CancellationToken.None
        );
        Console.WriteLine(await printed.Task);
        return await child.Exited;
    }
}
