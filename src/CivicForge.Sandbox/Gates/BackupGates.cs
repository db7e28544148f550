using System.Globalization;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Records;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Gates;

/// <summary>Gates that look how old the newest backup and the newest drill of a restore are.</summary>
internal sealed class BackupGates(ReleaseEnvironment environment, DateTimeOffset now)
{
    public async Task<IReadOnlyList<Gate>> LookAsync(CancellationToken cancellationToken)
    {
        var record = await ReadAsync(cancellationToken);
        return [Backup(record), Drill(record)];
    }

    internal Gate Backup(BackupRecord? record)
    {
        const string name = "backup",
            action = "Run ./civicforge backup.";
        return record?.Backup is not { } made
            ? Gate.NotKnown(name, "no record names a backup", action)
            : Gate.Of(
                name,
                now - made.At <= TimeSpan.FromHours(environment.Limits.BackupHours),
                $"the newest one is of {Text(made.At)}",
                action
            );
    }

    internal Gate Drill(BackupRecord? record)
    {
        const string name = "restore-drill",
            action = "Run ./civicforge drill restore.";
        return record?.Drill is not { } drilled
            ? Gate.NotKnown(name, "no record names a drill", action)
            : Gate.Of(
                name,
                drilled.Audit == "clean" && now - drilled.At <= TimeSpan.FromDays(environment.Limits.RestoreDrillDays),
                $"the newest one is of {Text(drilled.At)}, its audit {drilled.Audit}",
                action
            );
    }

    /// <summary>The file that the environment names, else that of compose's service.</summary>
    private async Task<BackupRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        var file = environment.PathOf(environment.BackupRecord ?? Path.Combine(environment.StateFolder, "backup.json"));
        if (RecordFile.Read<BackupRecord>(file) is { } record)
        {
            return record;
        }
        var containers = new ServiceContainers(environment.Project);
        foreach (var container in await containers.FindIfAnyAsync("backup", cancellationToken))
        {
            var (exitCode, text) = await EngineCommand.TryAsync(
                ["docker", "exec", container.Id, "cat", BackupRecord.InContainer],
                cancellationToken
            );
            if (exitCode == 0)
            {
                return RecordFile.Parse<BackupRecord>(text, BackupRecord.InContainer);
            }
        }
        return null;
    }

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
