namespace CivicForge.Sandbox.Records;

/// <summary>The newest backup and the newest drill of a restore, as <c>backup.json</c> has them.</summary>
internal sealed record BackupRecord(BackupRecord.Made? Backup, BackupRecord.Drilled? Drill)
{
    /// <summary>Where it lies in the container of service <c>backup</c>.</summary>
    public const string InContainer = "/backup/repository/backup.json";

    /// <param name="At">When it began.</param>
    internal sealed record Made(DateTimeOffset At, string? Kind);

    /// <param name="Audit">What the audit of the restored database said: <c>clean</c>.</param>
    internal sealed record Drilled(DateTimeOffset At, string? Audit);
}
