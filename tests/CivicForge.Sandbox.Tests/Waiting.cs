using System.Diagnostics;

namespace CivicForge.Sandbox.Tests;

internal static class Waiting
{
    /// <summary>Polls until a condition holds; fails with the message after the deadline.</summary>
    public static Task UntilAsync(Func<bool> holds, string message, int seconds = 15) =>
        UntilAsync(() => Task.FromResult(holds()), message, seconds);

    public static async Task UntilAsync(Func<Task<bool>> holds, string message, int seconds = 15)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            watch.Elapsed.TotalSeconds.ShouldBeLessThan(seconds, message);
            await Task.Delay(20);
        }
    }

    /// <summary>Whether a process runs; a zombie does not.</summary>
    public static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && !IsZombie(processId);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsZombie(int processId)
    {
        var status = $"/proc/{processId}/stat";
        return File.Exists(status)
            && File.ReadAllText(status) is var text
            && text[(text.LastIndexOf(')') + 2)..].StartsWith('Z');
    }
}
