using System.Globalization;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Events;

/// <summary>Reads events, each once and none never. The position is a snapshot: new is what is visible now and was not
/// then, whether its transaction began since or was running. So a transaction that commits late is not skipped, and
/// one that runs long, in whichever database of the server, holds up nobody (ADR 0010).</summary>
internal sealed class EventCursor
{
    /// <summary>What is remembered of the past, and the most rows of one statement.</summary>
    public const int MostRows = 1000;

    private const string Columns = """
        xact::text AS xact, id, kind, subject, CASE WHEN visibility = 'parties' THEN parties END AS parties, status
        """;

    private const string Rows = """
        here.position::text AS "Position", e.xact AS "Xact", e.id AS "Id", e.kind AS "Kind", e.subject AS "Subject",
            e.parties AS "Parties", e.status AS "Status"
        """;

    /// <summary>The newest that are there.</summary>
    internal const string Past = $"""
        WITH here AS MATERIALIZED (SELECT pg_current_snapshot() AS position)
        SELECT {Rows} FROM here LEFT JOIN LATERAL (
          SELECT {Columns} FROM civic.events e WHERE pg_visible_in_snapshot(e.xact, here.position)
          ORDER BY e.xact DESC, e.id DESC LIMIT @MostRows) e ON true
        ORDER BY e.id
        """;

    /// <summary>Up to where a reader looks.</summary>
    internal const string Here =
        "WITH here AS MATERIALIZED (SELECT coalesce(@until::pg_snapshot, pg_current_snapshot()) AS position)";

    /// <summary>Two look-ups in the key: transactions that had not begun, and those that were running. A row of one
    /// that has not begun now either came with a dump of another server; <c>migrate</c> mends it.</summary>
    internal const string Unseen = """
        FROM civic.events e
          WHERE (e.xact >= @next::text::xid8 OR e.xact = ANY(@running::text[]::xid8[]))
            AND pg_visible_in_snapshot(e.xact, here.position) AND e.id > @after
          ORDER BY e.id LIMIT @MostRows
        """;

    internal const string New = $"""
        {Here}
        SELECT {Rows} FROM here LEFT JOIN LATERAL (SELECT {Columns} {Unseen}) e ON true
        ORDER BY e.id
        """;

    private EventPosition? _seen;

    /// <summary>What is told from now on has none below it that was not told.</summary>
    public ulong Lowest => _seen?.Lowest ?? 0;

    /// <summary>From now on. After a lost connection it goes on where it was; only when the server itself has gone back
    /// in time, it begins anew.</summary>
    /// <returns>The newest events so far, to remember; none when it goes on.</returns>
    public async Task<IReadOnlyList<ServiceEvent>> BeginAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(Past, new { MostRows }, cancellationToken: cancellationToken)
            )
        ).AsList();
        var here = EventPosition.Parse(rows[0].Position);
        if (_seen is { } seen && seen.Next <= here.Next)
        {
            return [];
        }
        _seen = here;
        return Told([.. rows.Where(IsEvent)], here.Lowest);
    }

    /// <returns>What is new, as it was when it happened.</returns>
    public async Task<IReadOnlyList<ServiceEvent>> ReadAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        var seen = _seen ?? throw new InvalidOperationException("The cursor has not begun.");
        var (all, position) = (new List<Row>(), (string?)null);
        List<Row> page;
        do
        {
            page = (
                await connection.QueryAsync<Row>(
                    new CommandDefinition(
                        New,
                        new
                        {
                            until = position,
                            next = seen.Next.ToString(CultureInfo.InvariantCulture),
                            running = seen.Running,
                            after = all.Count == 0 ? 0 : all[^1].Id,
                            MostRows,
                        },
                        cancellationToken: cancellationToken
                    )
                )
            ).AsList();
            position = page[0].Position;
            all.AddRange(page.Where(IsEvent));
        } while (page.Count == MostRows);
        _seen = EventPosition.Parse(position);
        return Told(all, _seen.Lowest);
    }

    /// <summary>Whoever has heard an event may still miss those behind it: its place is below all of theirs.</summary>
    private static ServiceEvent[] Told(List<Row> rows, ulong lowest)
    {
        var told = new ServiceEvent[rows.Count];
        for (var i = told.Length - 1; i >= 0; i--)
        {
            var (row, xact) = (rows[i], ulong.Parse(rows[i].Xact, CultureInfo.InvariantCulture));
            told[i] = new ServiceEvent(xact, lowest, Name(row.Kind), Id(row.Subject), row.Status, Parties(row.Parties));
            lowest = Math.Min(lowest, xact);
        }
        return told;
    }

    private static bool IsEvent(Row row) => row.Kind.Length > 0;

    /// <summary>As on the wire: signatures are a quest's too.</summary>
    private static string Name(string kind) =>
        kind.Split('.')[0] is var subject && subject == "attestation" ? "quest" : subject;

    private static string Id(byte[] subject) =>
        subject.Length == Hash32.Size ? new Hash32(subject).ToString() : new Guid(subject, bigEndian: true).ToString();

    private static Address[]? Parties(byte[]? parties) =>
        parties?.Chunk(Address.Size).Select(address => new Address(address)).ToArray();

    /// <summary>Of no event when there is none, with the position all the same.</summary>
    private sealed class Row
    {
        public string Position { get; init; } = "";
        public string Xact { get; init; } = "";
        public long Id { get; init; }
        public string Kind { get; init; } = "";
        public byte[] Subject { get; init; } = [];
        public byte[]? Parties { get; init; }
        public string Status { get; init; } = "";
    }
}
