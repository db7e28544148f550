using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Maintenance;

/// <summary>One turn of the switch.</summary>
/// <param name="Mode"><c>off</c>, <c>read-only</c> or <c>on</c>.</param>
/// <param name="Reason">Null when it was switched off.</param>
/// <param name="Until">When it ends, or ended, by itself.</param>
/// <param name="ChangedBy">Null when it was the command on the machine.</param>
public sealed record MaintenanceItem(
    long Id,
    string Mode,
    string? Reason,
    DateTime? Until,
    Address? ChangedBy,
    DateTime ChangedAt
);

/// <summary>Turns the switch, for every process. Turning it to where it stands changes nothing.</summary>
internal sealed class SetMaintenance(NpgsqlDataSource database)
{
    // 'maint' as bytes.
    private const long LockKey = 0x6d61696e74;

    private const string Columns =
        "id AS \"Id\", mode AS \"Mode\", reason AS \"Reason\", until AS \"Until\", changed_by AS \"ChangedBy\", "
        + "changed_at AS \"ChangedAt\"";

    /// <param name="by">Null for the command on the machine.</param>
    /// <exception cref="RuleViolation">422: <paramref name="until"/> has passed by the database's clock.</exception>
    public async Task<MaintenanceItem> RunAsync(
        MaintenanceMode mode,
        string? reason,
        DateTimeOffset? until,
        Address? by,
        CancellationToken cancellationToken
    )
    {
        var asked = new Asked(Words.Of(mode), reason, WholeSeconds(until), by?.ToArray());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken: cancellationToken)
        );
        var now = await connection.QuerySingleAsync<DateTime>(
            new CommandDefinition("SELECT clock_timestamp()", cancellationToken: cancellationToken)
        );
        if (asked.Until <= now)
        {
            throw RuleViolation.Invalid(new Dictionary<string, string[]> { ["until"] = ["has passed"] });
        }
        var last = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(
                $"SELECT {Columns} FROM civic.maintenance_changes ORDER BY id DESC LIMIT 1",
                cancellationToken: cancellationToken
            )
        );
        if (last is not null && asked.IsAlready(last, now))
        {
            return last.ToItem();
        }
        var turned = await connection.QuerySingleAsync<Row>(
            new CommandDefinition(
                $"""
                INSERT INTO civic.maintenance_changes (mode, reason, until, changed_by, changed_at)
                VALUES (@Mode, @Reason, @Until, @By, clock_timestamp()) RETURNING {Columns}
                """,
                asked,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
        return turned.ToItem();
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<MaintenanceItem>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"SELECT {Columns} FROM civic.maintenance_changes ORDER BY id DESC LIMIT @limit",
                new { limit },
                cancellationToken: cancellationToken
            )
        );
        return [.. rows.Select(row => row.ToItem())];
    }

    private static DateTime? WholeSeconds(DateTimeOffset? time) =>
        time is { } given ? DateTimeOffset.FromUnixTimeSeconds(given.ToUnixTimeSeconds()).UtcDateTime : null;

    private sealed record Asked(string Mode, string? Reason, DateTime? Until, byte[]? By)
    {
        public bool IsAlready(Row last, DateTime now) =>
            last.Mode == Mode && last.Reason == Reason && last.Until == Until && !(last.Until <= now);
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public string Mode { get; init; } = "";
        public string? Reason { get; init; }
        public DateTime? Until { get; init; }
        public byte[]? ChangedBy { get; init; }
        public DateTime ChangedAt { get; init; }

        public MaintenanceItem ToItem() =>
            new(Id, Mode, Reason, Until, ChangedBy is null ? null : new Address(ChangedBy), ChangedAt);
    }
}
