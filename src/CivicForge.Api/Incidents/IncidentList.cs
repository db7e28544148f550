using Dapper;
using Npgsql;

namespace CivicForge.Api.Incidents;

/// <summary>Incidents as everybody sees them: what is not over, and what was told in the last month.</summary>
internal sealed class IncidentList(NpgsqlDataSource database)
{
    private const int MaxIncidents = 20,
        MaxUpdates = 20;

    private const string Recent = """
        SELECT i.id AS "Id", i.title AS "Title", i.opened_at AS "OpenedAt", u.state AS "State", u.text AS "Text",
          u.written_at AS "WrittenAt"
        FROM (SELECT * FROM civic.incidents WHERE @id::bigint IS NULL OR id = @id ORDER BY id DESC LIMIT @incidents) i
        CROSS JOIN LATERAL (
          SELECT * FROM civic.incident_updates WHERE incident_id = i.id ORDER BY id DESC LIMIT @updates) u
        ORDER BY i.id DESC, u.id DESC
        """;

    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<IncidentItem>> ReadAsync(DateTime now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return
        [
            .. (await ReadAsync(connection, null, cancellationToken)).Where(incident =>
                incident.State != Database.Words.Of(IncidentState.Resolved)
                || incident.Updates[0].WrittenAt > now - Shown
            ),
        ];
    }

    /// <param name="id">Null for the newest.</param>
    public static async Task<IReadOnlyList<IncidentItem>> ReadAsync(
        NpgsqlConnection connection,
        long? id,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                Recent,
                new
                {
                    id,
                    incidents = MaxIncidents,
                    updates = MaxUpdates,
                },
                cancellationToken: cancellationToken
            )
        );
        return
        [
            .. rows.GroupBy(row => row.Id)
                .Select(group => (First: group.First(), All: group))
                .Select(incident => new IncidentItem(
                    incident.First.Id,
                    incident.First.Title,
                    incident.First.State,
                    incident.First.OpenedAt,
                    [.. incident.All.Select(row => new IncidentUpdateItem(row.State, row.Text, row.WrittenAt))]
                )),
        ];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public string Title { get; init; } = "";
        public DateTime OpenedAt { get; init; }
        public string State { get; init; } = "";
        public string Text { get; init; } = "";
        public DateTime WrittenAt { get; init; }
    }
}
