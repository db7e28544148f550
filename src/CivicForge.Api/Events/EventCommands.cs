using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Events;

/// <summary>Something that is about to become true.</summary>
/// <param name="Performer">Of a quest that somebody just left, who that was.</param>
/// <param name="Status">The quest's state from now on.</param>
internal sealed record NewEvent(
    EventKind Kind,
    Guid Quest,
    Address? Actor,
    Address Creator,
    Address? Performer,
    EventVisibility Visibility,
    string Status
)
{
    internal byte[] Subject => QuestId.ToBytes16(Quest);

    internal byte[] Parties => [.. Creator.ToArray(), .. Performer?.ToArray() ?? []];
}

/// <summary>Writes events; the caller's transaction makes them true.</summary>
internal static class EventCommands
{
    /// <summary>Wakes readers at the commit. It carries nothing, because any user of the database can send
    /// it.</summary>
    public const string Wake = "NOTIFY civic_changed";

    /// <summary>One statement for all rows.</summary>
    internal const string Insert = """
        INSERT INTO civic.events (kind, subject, actor, parties, visibility, status)
        SELECT n.kind, n.subject, n.actor, n.parties, n.visibility, n.status
        FROM unnest($1, $2, $3, $4, $5, $6) AS n (kind, subject, actor, parties, visibility, status)
        """;

    public static void Add(NpgsqlBatch batch, IReadOnlyList<NewEvent> events)
    {
        batch.AddRows(
            Insert,
            events,
            columns =>
                columns
                    .Text(e => Words.Of(e.Kind))
                    .Bytes(e => e.Subject)
                    .Address(e => e.Actor)
                    .Bytes(e => e.Parties)
                    .Text(e => Words.Of(e.Visibility))
                    .Text(e => e.Status)
        );
        if (events.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Wake));
        }
    }

    public static async Task WriteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<NewEvent> events,
        CancellationToken cancellationToken
    )
    {
        if (events.Count == 0)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, events);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
