using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Notifications;

/// <summary>A line that is about to be written.</summary>
internal sealed record NewNotification(Address Member, ReadEvent Event);

/// <summary>Writes on inboxes; the caller's transaction makes them true.</summary>
internal static class InboxCommands
{
    /// <summary>The most lines of a member; older ones make room.</summary>
    public const int MaxLines = 1000;

    /// <summary>Holds the inboxes, in the order of their addresses. What comes next sees what an erasure left that was
    /// waited for.</summary>
    private const string Hold = """
        INSERT INTO civic.inboxes (member)
        SELECT address FROM civic.members WHERE address = ANY($1) ORDER BY address
        ON CONFLICT (member) DO UPDATE SET last_number = inboxes.last_number
        """;

    /// <summary>Nobody is told twice, also when events are read again; nor of what was before they were
    /// erased.</summary>
    private const string Add = """
        WITH told AS (
          SELECT t.member, t.event, t.at, t.kind, t.quest_id, t.actor,
              i.last_number + row_number() OVER (PARTITION BY t.member ORDER BY t.event) AS number
          FROM unnest($1, $2, $3, $4, $5, $6) AS t (member, event, at, kind, quest_id, actor)
          JOIN civic.members m ON m.address = t.member AND (m.erased_at IS NULL OR m.erased_at < t.at)
          JOIN civic.inboxes i ON i.member = t.member
          WHERE NOT EXISTS (SELECT FROM civic.notifications n WHERE n.member = t.member AND n.event = t.event)),
        counted AS (
          UPDATE civic.inboxes i SET last_number = l.number
          FROM (SELECT member, max(number) AS number FROM told GROUP BY member) l WHERE i.member = l.member)
        INSERT INTO civic.notifications (member, number, event, at, kind, quest_id, actor)
        SELECT member, number, event, at, kind, quest_id, actor FROM told
        """;

    private const string MakeRoom = """
        DELETE FROM civic.notifications n USING civic.inboxes i
        WHERE i.member = ANY($1) AND n.member = i.member AND n.number <= i.last_number - $2
        """;

    /// <returns>How many lines were new.</returns>
    public static async Task<int> AddAsync(
        NpgsqlConnection connection,
        IReadOnlyList<NewNotification> lines,
        CancellationToken cancellationToken
    )
    {
        if (lines.Count == 0)
        {
            return 0;
        }
        byte[][] members = [.. lines.Select(line => line.Member).Distinct().Select(member => member.ToArray())];
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Of(Hold, members));
        var added = batch.AddRows(
            Add,
            lines,
            columns =>
                columns
                    .Address(line => line.Member)
                    .Int64(line => line.Event.Id)
                    .Time(line => line.Event.At)
                    .Text(line => Words.Of(line.Event.Kind))
                    .Uuid(line => new Guid(line.Event.Subject, bigEndian: true))
                    .Address(line => line.Event.Actor)
        )!;
        var room = Of(MakeRoom, members);
        room.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxLines });
        batch.BatchCommands.Add(room);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return (int)added.RecordsAffected;
    }

    /// <summary>Up to a line, and never back.</summary>
    public static Task ReadAsync(
        NpgsqlConnection connection,
        Address member,
        long upTo,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                """
                UPDATE civic.inboxes SET read_number = least(@upTo, last_number)
                WHERE member = @member AND read_number < least(@upTo, last_number)
                """,
                new { member = member.ToArray(), upTo },
                cancellationToken: cancellationToken
            )
        );

    /// <summary>The inbox is held first, so that lines which are being written now are among those that go.</summary>
    public static async Task EraseAsync(
        NpgsqlConnection connection,
        Address member,
        CancellationToken cancellationToken
    )
    {
        var parameters = new { member = member.ToArray() };
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                INSERT INTO civic.inboxes (member) VALUES (@member)
                ON CONFLICT (member) DO UPDATE SET read_number = inboxes.last_number
                """,
                parameters,
                cancellationToken: cancellationToken
            )
        );
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM civic.notifications WHERE member = @member",
                parameters,
                cancellationToken: cancellationToken
            )
        );
    }

    private static NpgsqlBatchCommand Of(string sql, byte[][] members) =>
        new(sql) { Parameters = { new NpgsqlParameter<byte[][]> { TypedValue = members } } };
}
