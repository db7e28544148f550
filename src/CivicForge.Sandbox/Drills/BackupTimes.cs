using System.Text.Json;
using CivicForge.Sandbox.Records;

namespace CivicForge.Sandbox.Drills;

/// <summary>The record of backups and restore drills that the worker reads. At first it says that both were made just
/// now.</summary>
internal sealed class BackupTimes
{
    public BackupTimes(string file)
    {
        File = file;
        Write(TimeSpan.Zero, TimeSpan.Zero);
    }

    public string File { get; }

    /// <param name="backup">How long ago the newest backup was made.</param>
    /// <param name="drill">How long ago a drill last restored one.</param>
    public void Write(TimeSpan backup, TimeSpan drill)
    {
        var now = TimeProvider.System.GetUtcNow();
        var record = new BackupRecord(new(now - backup, "full"), new(now - drill, "clean"));
        WholeFile.Write(File, JsonSerializer.Serialize(record, JsonSerializerOptions.Web));
    }
}
