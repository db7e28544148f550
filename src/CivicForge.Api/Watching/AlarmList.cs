using System.Globalization;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.Requests;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Watching;

/// <summary>Something that a person has to look at.</summary>
/// <param name="Kind">docs/operations-anchorer.md says what it means and what to do.</param>
/// <param name="Subject">What it is about; empty when there is only one of its kind.</param>
/// <param name="EndedAt">When its cause was found gone; null while it lasts.</param>
public sealed record AlarmItem(
    long Id,
    string Kind,
    string Subject,
    string Detail,
    long Count,
    DateTime FirstSeenAt,
    DateTime LastSeenAt,
    DateTime? EndedAt,
    DateTime? AcknowledgedAt,
    Address? AcknowledgedBy
);

/// <summary>Alarms as operators see them.</summary>
internal static class AlarmList
{
    private const string Columns =
        "id, kind, subject, detail, count, first_seen_at, last_seen_at, ended_at, acknowledged_at, acknowledged_by";

    /// <summary>Those that last and that nobody has acknowledged, as one line each, newest first.</summary>
    public const string Lines =
        "SELECT CASE subject WHEN '' THEN '' ELSE subject || ': ' END || detail FROM civic.alarms "
        + "WHERE ended_at IS NULL AND acknowledged_at IS NULL ORDER BY last_seen_at DESC, id DESC LIMIT 50";

    public static async Task<Page<AlarmItem>> ReadAsync(
        NpgsqlDataSource database,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var limit = Paging.Limit(request);
        var state = Paging.Single(request, "state") ?? "lasting";
        if (state is not ("lasting" or "all"))
        {
            throw Paging.Invalid("state", "is one of lasting, all");
        }
        long? before = Paging.Cursor(request, "alarms", 1) is [var part] ? Paging.CursorNumber(part) : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    $"SELECT {Columns} FROM civic.alarms WHERE (@before::bigint IS NULL OR id < @before) AND (@all "
                        + "OR ended_at IS NULL) ORDER BY id DESC LIMIT @take",
                    new
                    {
                        before,
                        all = state == "all",
                        take = limit + 1,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        return new Page<AlarmItem>(
            [.. rows.Take(limit).Select(r => r.ToItem())],
            rows.Count > limit
                ? Paging.Encode("alarms", rows[limit - 1].id.ToString(CultureInfo.InvariantCulture))
                : null
        );
    }

    /// <summary>An operator has seen it. What happened once ends with that; what lasts stays until its cause is
    /// gone.</summary>
    /// <exception cref="RuleViolation">There is no such alarm.</exception>
    public static async Task<AlarmItem> AcknowledgeAsync(
        NpgsqlDataSource database,
        string id,
        Address by,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await connection.QuerySingleOrDefaultAsync<Row>(
                new CommandDefinition(
                    $"""
                    UPDATE civic.alarms SET acknowledged_at = coalesce(acknowledged_at, clock_timestamp()),
                        acknowledged_by = coalesce(acknowledged_by, @by),
                      ended_at = CASE WHEN kind = ANY(@events) THEN coalesce(ended_at, clock_timestamp())
                          ELSE ended_at END
                    WHERE id = @number RETURNING {Columns}
                    """,
                    new
                    {
                        number,
                        by = by.ToArray(),
                        events = AlarmKind.Events,
                    },
                    cancellationToken: cancellationToken
                )
            )
            : null;
        return row?.ToItem() ?? throw new RuleViolation(ErrorCodes.AlarmNotFound, $"There is no alarm '{id}'.");
    }

    private sealed class Row
    {
        public long id { get; init; }
        public string kind { get; init; } = "";
        public string subject { get; init; } = "";
        public string detail { get; init; } = "";
        public long count { get; init; }
        public DateTime first_seen_at { get; init; }
        public DateTime last_seen_at { get; init; }
        public DateTime? ended_at { get; init; }
        public DateTime? acknowledged_at { get; init; }
        public byte[]? acknowledged_by { get; init; }

        public AlarmItem ToItem() =>
            new(
                id,
                kind,
                subject,
                detail,
                count,
                first_seen_at,
                last_seen_at,
                ended_at,
                acknowledged_at,
                acknowledged_by is null ? null : new Address(acknowledged_by)
            );
    }
}
