using System.Globalization;
using System.Text;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Members;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>A line of the timeline with its place, by which what is older is asked for.</summary>
internal readonly record struct TimelineRow(long Id, TimelineItem Item)
{
    /// <summary>What the line takes on the wire, roughly: its members, and its reason in UTF-8.</summary>
    public int Size => 200 + (Item.Reason is { } reason ? Encoding.UTF8.GetByteCount(reason) : 0);
}

/// <summary>The timeline of a quest, newest first, in stretches that are bounded in lines and in bytes: whoever makes
/// many moves, or gives long reasons, never hides what happened last, nor makes answers large.</summary>
internal sealed class QuestTimeline(ReadDatabase database)
{
    public const string Kind = "timeline";

    /// <summary>Lines that a quest in full shows; the rest is asked for.</summary>
    public const int Newest = 20;

    private const int MostBytes = 8 * 1024;

    internal const string Moves =
        $"SELECT {QuestParts.MoveColumns} FROM civic.quest_moves WHERE quest_id = $1 AND id < $2 ORDER BY id "
        + "DESC LIMIT $3";

    internal static readonly string Names = People.Named(
        "SELECT by AS address FROM (SELECT DISTINCT by FROM civic.quest_moves WHERE quest_id = $1 AND id < $2 "
            + "AND id >= $3) m"
    );

    /// <exception cref="Http.Problems.RuleViolation">404 <c>quest-not-found</c>.</exception>
    public async Task<PeoplePage<TimelineItem>> ReadAsync(
        Guid id,
        long before,
        int limit,
        Address? viewer,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await SeesAsync(connection, id, viewer, cancellationToken))
        {
            throw QuestReader.NotFound(id);
        }
        await using var command = new NpgsqlCommand(Moves, connection);
        command.Parameters.AddGuid(id);
        command.Parameters.AddInt64(before);
        command.Parameters.AddInt32(limit + 1);
        var rows = new List<TimelineRow>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(QuestParts.Move(reader));
            }
        }
        var (shown, next) = Cut(rows, limit);
        return new PeoplePage<TimelineItem>(
            [.. shown.Select(r => r.Item)],
            next,
            await NamesAsync(connection, id, before, shown, cancellationToken)
        );
    }

    /// <summary>As many of the rows, newest first, as an answer takes, at least one; and the cursor for what is older,
    /// if anything is.</summary>
    public static (IReadOnlyList<TimelineRow> Shown, string? Next) Cut(IReadOnlyList<TimelineRow> rows, int limit)
    {
        var (count, bytes) = (0, 0);
        while (
            count < rows.Count && count < limit && (bytes += rows[count].Size) <= MostBytes
            || count == 0 && rows.Count > 0
        )
        {
            count++;
        }
        return (
            [.. rows.Take(count)],
            count < rows.Count ? Paging.Encode(Kind, rows[count - 1].Id.ToString(CultureInfo.InvariantCulture)) : null
        );
    }

    private static async Task<bool> SeesAsync(
        NpgsqlConnection connection,
        Guid id,
        Address? viewer,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"SELECT EXISTS (SELECT FROM civic.quests q WHERE q.id = $1 AND {QuestAccess.IsSeenBy("$2")})",
            connection
        );
        command.Parameters.AddGuid(id);
        command.Parameters.AddAddress(viewer);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task<IReadOnlyDictionary<string, Person>> NamesAsync(
        NpgsqlConnection connection,
        Guid id,
        long before,
        IReadOnlyList<TimelineRow> shown,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Names, connection);
        command.Parameters.AddGuid(id);
        command.Parameters.AddInt64(before);
        command.Parameters.AddInt64(shown.Count > 0 ? shown[^1].Id : before);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await People.ReadAsync(reader, cancellationToken);
    }
}
