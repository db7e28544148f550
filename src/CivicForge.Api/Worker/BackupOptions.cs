namespace CivicForge.Api.Worker;

/// <summary>Section <c>Backup</c>.</summary>
internal sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>The file <c>backup.json</c> that backups and restore drills write; null: nobody watches their
    /// age.</summary>
    public string? Record { get; set; }
}
