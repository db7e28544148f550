namespace CivicForge.Sandbox.Drills;

/// <summary>What goes wrong with backups. A sandbox has none: their record is written by the drill, and PostgreSQL
/// archives its log into nothing.</summary>
internal static class BackupDrills
{
    public static IReadOnlyList<AlertDrill> All { get; } =
    [
        new("BackupOld", "the record of backups says that the newest one is two days old")
        {
            BreakAsync = (scene, _) => WriteAsync(scene, TimeSpan.FromDays(2), TimeSpan.Zero),
            MendAsync = (scene, _) => WriteAsync(scene, TimeSpan.Zero, TimeSpan.Zero),
        },
        new("RestoreDrillOld", "the record of backups says that none was restored for forty days")
        {
            BreakAsync = (scene, _) => WriteAsync(scene, TimeSpan.Zero, TimeSpan.FromDays(40)),
            MendAsync = (scene, _) => WriteAsync(scene, TimeSpan.Zero, TimeSpan.Zero),
        },
        new("LogNotArchived", "the command that archives PostgreSQL's log fails")
        {
            BreakAsync = (scene, token) => ArchiveByAsync(scene, "false", token),
            MendAsync = (scene, token) => ArchiveByAsync(scene, "true", token),
        },
    ];

    private static Task WriteAsync(DrillScene scene, TimeSpan backup, TimeSpan drill)
    {
        scene.Backups!.Write(backup, drill);
        return Task.CompletedTask;
    }

    /// <param name="command"><c>true</c> archives into nothing, <c>false</c> fails.</param>
    internal static async Task ArchiveByAsync(DrillScene scene, string command, CancellationToken cancellationToken)
    {
        await scene.SqlAsync($"ALTER SYSTEM SET archive_command = '{command}'", cancellationToken);
        await scene.SqlAsync(
            // The archiver takes a moment to read it; then there is something to archive.
            "SELECT pg_reload_conf(), pg_sleep(1); CREATE TABLE drill (); DROP TABLE drill; SELECT pg_switch_wal()",
            cancellationToken
        );
    }
}
