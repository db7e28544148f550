using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Running;

// Each test runs whole sandboxes; side by side they would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CivicForge.EndToEnd;

internal static class Journeys
{
    /// <summary>Walks the journey against a sandbox, ended by its audit; fails with everything that was
    /// printed.</summary>
    public static async Task WalkAsync(RunningSandbox sandbox, Func<JourneyPoint, Task>? at = null)
    {
        var output = new StringWriter();
        var exitCode = await new Journey(sandbox.Api.Url, sandbox.AuditAsync, output)
        {
            At = at ?? (_ => Task.CompletedTask),
            Patience = TimeSpan.FromMinutes(3),
        }.RunAsync(TestContext.Current.CancellationToken);
        exitCode.ShouldBe(0, $"{output}\nlogs: {sandbox.Folder}");
    }
}
