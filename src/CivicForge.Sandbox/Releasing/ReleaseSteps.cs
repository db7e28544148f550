namespace CivicForge.Sandbox.Releasing;

/// <summary>The steps of a release, in their order. Each can be done again after a kill.</summary>
internal static class ReleaseSteps
{
    public const string Ready = "ready",
        Backup = "backup",
        Migrate = "migrate",
        Replicas = "replicas",
        Smoke = "smoke",
        Watch = "watch",
        Rollback = "rollback";

    private static readonly string[] InOrder = [Ready, Backup, Migrate, Replicas, Smoke, Watch];

    /// <summary>Those that remain when one was interrupted.</summary>
    /// <param name="interrupted">Null: none was.</param>
    public static IReadOnlyList<string> From(string? interrupted) =>
        [.. InOrder.SkipWhile(step => interrupted is not null && step != interrupted)];

    /// <summary>Whether nothing of the environment has changed before a step.</summary>
    public static bool ChangesNothing(string step) => step is Ready or Backup;
}
