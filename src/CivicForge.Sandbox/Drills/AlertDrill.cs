namespace CivicForge.Sandbox.Drills;

/// <summary>How an alert is made to fire by breaking the real thing, and how that is mended.</summary>
/// <param name="Alert">Its name in <c>deploy/monitoring/rules</c>.</param>
/// <param name="What">What is broken, in a few words.</param>
internal sealed record AlertDrill(string Alert, string What)
{
    public Func<DrillScene, CancellationToken, Task> BreakAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Again and again until the notification is there.</summary>
    public Func<DrillScene, CancellationToken, Task> PressAsync { get; init; } = (_, _) => Task.CompletedTask;

    public Func<DrillScene, CancellationToken, Task> MendAsync { get; init; } = (_, _) => Task.CompletedTask;
}
