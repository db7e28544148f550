using System.Collections.Concurrent;
using System.Diagnostics;

namespace CivicForge.Sandbox.Processes;

/// <summary>
/// Starts every child from one thread that lives as long as this process: Linux sends the parent-death signal
/// (prctl(2), PR_SET_PDEATHSIG) when the <em>thread</em> that forked ends, and pool threads come and go.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Work = Begin();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(
                    Process.Start(start) ?? throw new SandboxException($"{start.FileName} did not start.")
                );
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in work.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "spawner",
        }.Start();
        return work;
    }
}
