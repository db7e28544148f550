using CivicForge.Sandbox.Containers;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Tests.Containers;

/// <summary>A program that starts a container, prints its id and waits to be killed.</summary>
internal static class HolderOfContainer
{
    public const string Argument = "holder-of-container";

    public static async Task<int> RunAsync()
    {
        var engine =
            await ContainerEngine.FindAsync(CancellationToken.None)
            ?? throw new MissingToolException("No container engine answers.");
        await using var container = await PostgresContainer.StartAsync(engine, CancellationToken.None);
        Console.WriteLine(container.Id);
        await Task.Delay(TimeSpan.FromMinutes(10));
        return 0;
    }

    /// <summary>Starts it; the process and the id of its container.</summary>
    public static async Task<(ChildProcess Process, string Container)> StartAsync(CancellationToken cancellationToken)
    {
        var id = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = await ChildProcess.StartAsync(
            new("dotnet", typeof(HolderOfContainer).Assembly.Location, Argument)
            {
                OnLine = line => id.TrySetResult(line),
            },
            cancellationToken
        );
        var container = await id.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return (process, container);
    }
}
