using System.Globalization;
using CivicForge.Api.Database;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Events;

/// <summary>What happened to a quest, for those who tell somebody.</summary>
/// <param name="Creator">Null when the subject has no parties.</param>
internal sealed record ReadEvent(
    long Id,
    DateTime At,
    EventKind Kind,
    byte[] Subject,
    Address? Actor,
    Address? Creator,
    Address? Performer
);

/// <param name="IsLast">Whether nothing more is new.</param>
internal sealed record EventPage(IReadOnlyList<ReadEvent> Events, bool IsLast);

/// <summary>An <see cref="EventCursor"/> whose place is a row, for what must follow from every event exactly once. The
/// row is held while the caller writes, and moves in the same transaction: killed, the caller has written nothing and
/// reads the same events again; of two at once one passes over.</summary>
internal static class KeptCursor
{
    /// <summary>Events from before the reader first ran are new to it.</summary>
    private const string Begin = """
        INSERT INTO civic.event_readers (name, position, after) VALUES (@name, '1:1:', 0) ON CONFLICT DO NOTHING
        """;

    private const string Hold = """
        SELECT position AS "Position", until AS "Until", after AS "After" FROM civic.event_readers WHERE name = @name
        FOR UPDATE SKIP LOCKED
        """;

    internal const string New = $"""
        {EventCursor.Here}
        SELECT here.position::text AS "Position", e.id AS "Id", e.at AS "At", e.kind AS "Kind", e.subject AS "Subject",
            e.actor AS "Actor", e.parties AS "Parties"
        FROM here LEFT JOIN LATERAL (SELECT e.id, e.at, e.kind, e.subject, e.actor, e.parties {EventCursor.Unseen}) e
            ON true
        ORDER BY e.id
        """;

    private const string Move =
        "UPDATE civic.event_readers SET position = @position, until = @until, after = @after WHERE name = @name";

    /// <summary>Reads on, inside the caller's transaction.</summary>
    /// <returns>Null when another one reads.</returns>
    public static async Task<EventPage?> TakeAsync(
        NpgsqlConnection connection,
        string name,
        CancellationToken cancellationToken
    )
    {
        await connection.ExecuteAsync(new CommandDefinition(Begin, new { name }, cancellationToken: cancellationToken));
        var place = await connection.QuerySingleOrDefaultAsync<Place>(
            new CommandDefinition(Hold, new { name }, cancellationToken: cancellationToken)
        );
        if (place is null)
        {
            return null;
        }
        var seen = EventPosition.Parse(place.Position);
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    New,
                    new
                    {
                        until = place.Until,
                        next = seen.Next.ToString(CultureInfo.InvariantCulture),
                        running = seen.Running,
                        after = place.After,
                        EventCursor.MostRows,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        var (events, isLast) = (rows.Where(row => row.Kind.Length > 0).ToList(), rows.Count < EventCursor.MostRows);
        if (events.Count > 0 || place.Until is not null)
        {
            var here = rows[0].Position;
            await connection.ExecuteAsync(
                new CommandDefinition(
                    Move,
                    new
                    {
                        name,
                        position = isLast ? here : place.Position,
                        until = isLast ? null : here,
                        after = isLast ? 0 : events[^1].Id,
                    },
                    cancellationToken: cancellationToken
                )
            );
        }
        return new EventPage([.. events.Select(row => row.ToEvent())], isLast);
    }

    private sealed record Place(string Position, string? Until, long After);

    /// <summary>Of no event when there is none, with the position all the same.</summary>
    private sealed class Row
    {
        public string Position { get; init; } = "";
        public long Id { get; init; }
        public DateTime At { get; init; }
        public string Kind { get; init; } = "";
        public byte[] Subject { get; init; } = [];
        public byte[]? Actor { get; init; }
        public byte[]? Parties { get; init; }

        public ReadEvent ToEvent()
        {
            var parties = Parties?.Chunk(Address.Size).Select(address => new Address(address)).ToArray() ?? [];
            return new ReadEvent(
                Id,
                At,
                Words.Parse<EventKind>(Kind),
                Subject,
                Actor is null ? null : new Address(Actor),
                parties.Length > 0 ? parties[0] : null,
                parties.Length > 1 ? parties[1] : null
            );
        }
    }
}
