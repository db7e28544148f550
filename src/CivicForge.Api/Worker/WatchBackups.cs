using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Worker;

/// <summary>Reads what backups and drills left in their record, and what PostgreSQL says of its archive.</summary>
internal sealed class WatchBackups(NpgsqlDataSource database, IOptions<BackupOptions> options, BackupStatus status)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>0: it changes nothing.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Record is { Length: > 0 } file)
        {
            status.Made = await ReadAsync(file, cancellationToken);
        }
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        status.IsLogFailing = await connection.ExecuteScalarAsync<bool?>(
            new CommandDefinition(
                """
                SELECT CASE WHEN current_setting('archive_mode') <> 'off' THEN coalesce(last_failed_time
                    > coalesce(last_archived_time, '-infinity'), false) END FROM pg_stat_archiver
                """,
                cancellationToken: cancellationToken
            )
        );
        return 0;
    }

    /// <summary>A record that is not there is one of no backup: that is what the alert is for.</summary>
    private static async Task<BackupTimes> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return new BackupTimes(null, null);
        }
        await using var stream = File.OpenRead(file);
        var record = await JsonSerializer.DeserializeAsync<Record>(stream, Json, cancellationToken);
        return new BackupTimes(record?.Backup?.At, record?.Drill?.At);
    }

    private sealed record Record(Made? Backup, Made? Drill);

    private sealed record Made(DateTimeOffset At);
}
