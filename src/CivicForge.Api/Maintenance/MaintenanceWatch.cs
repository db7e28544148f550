using CivicForge.Api.Database;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Maintenance;

/// <summary>How the switch stands, for this process. While the database does not answer, what was seen last holds: the
/// database may be what is maintained.</summary>
internal sealed class MaintenanceWatch(NpgsqlDataSource database, TimeProvider time)
{
    private const string Newest = """
        SELECT mode AS "Mode", reason AS "Reason", changed_at AS "Since", until AS "Until",
          until - clock_timestamp() AS "Remaining"
        FROM civic.maintenance_changes ORDER BY id DESC LIMIT 1
        """;

    private sealed record Seen(MaintenanceState State, long At);

    private volatile Seen _seen = new(MaintenanceState.Off, 0);

    /// <summary>As seen last; over when its time is, also when nobody looks.</summary>
    public MaintenanceState Current => Now(_seen);

    /// <summary>Looks at the database.</summary>
    public async Task<MaintenanceState> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return See(
            await connection.QuerySingleOrDefaultAsync<Row>(
                new CommandDefinition(Newest, cancellationToken: cancellationToken)
            )
        );
    }

    private MaintenanceState See(Row? row)
    {
        var mode = row is null ? MaintenanceMode.Off : Words.Parse<MaintenanceMode>(row.Mode);
        var seen = new Seen(
            mode == MaintenanceMode.Off
                ? MaintenanceState.Off
                : new(mode, new(row!.Mode, row.Reason!, row.Since, row.Until), row.Remaining),
            time.GetTimestamp()
        );
        _seen = seen;
        return Now(seen);
    }

    private MaintenanceState Now(Seen seen)
    {
        if (seen.State.Remaining is not { } remaining)
        {
            return seen.State;
        }
        var left = remaining - time.GetElapsedTime(seen.At);
        return left > TimeSpan.Zero ? seen.State with { Remaining = left } : MaintenanceState.Off;
    }

    private sealed class Row
    {
        public string Mode { get; init; } = "";
        public string? Reason { get; init; }
        public DateTime Since { get; init; }
        public DateTime? Until { get; init; }
        public TimeSpan? Remaining { get; init; }
    }
}
