using System.Data;
using System.Globalization;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Requests;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>One of the sorts of http-api.md.</summary>
/// <param name="Name">As in the query.</param>
/// <param name="Column">Null for the id alone, which is in order of creation (UUIDv7).</param>
internal sealed record QuestSort(string Name, string? Column, bool Descending)
{
    public static IReadOnlyList<QuestSort> All { get; } =
    [
        new("newest", null, true),
        new("oldest", null, false),
        new("xp-high", "q.reward_xp", true),
        new("xp-low", "q.reward_xp", false),
        new("reputation-high", "q.reward_reputation", true),
        new("reputation-low", "q.reward_reputation", false),
        new("deadline", "q.due_order", false),
    ];

    public string Order => Column is null ? $"q.id {Direction}" : $"{Column} {Direction}, q.id {Direction}";

    public int CursorParts => Column is null ? 1 : 2;

    /// <summary>What a page's rows are cut by: the id, then the sort's column.</summary>
    public string Columns => Column is null ? "q.id" : $"q.id, {Column}";

    private bool IsByTime => Name == "deadline";

    private string Direction => Descending ? "DESC" : "ASC";

    /// <summary>The cursor behind the row of <see cref="Columns"/> that the reader stands on.</summary>
    /// <param name="kind">The list's, see <see cref="Kind"/>.</param>
    public string Cursor(NpgsqlDataReader row, string kind)
    {
        var id = row.GetGuid("id").ToString();
        if (Column is null)
        {
            return Paging.Encode(kind, id);
        }
        var column = Column["q.".Length..];
        var key = IsByTime ? row.GetDateTime(column).Ticks : row.GetInt32(column);
        return Paging.Encode(kind, key.ToString(CultureInfo.InvariantCulture), id);
    }

    /// <summary>Which list a cursor belongs to: what is near what was sought makes another list than what has the very
    /// words.</summary>
    public string Kind(bool isNear) => isNear ? $"~{Name}" : Name;

    /// <summary>The condition for everything behind the cursor.</summary>
    public string After(string[] cursor, NpgsqlParameterCollection parameters)
    {
        var comparison = Descending ? "<" : ">";
        if (Column is null)
        {
            parameters.AddGuid(Paging.CursorId(cursor[0]));
            return $"q.id {comparison} ${parameters.Count}";
        }

        var key = Paging.CursorNumber(cursor[0]);
        AddKey(key, parameters);
        parameters.AddGuid(Paging.CursorId(cursor[1]));
        // Nothing is later than never. Said so, because most quests are due never and PostgreSQL takes "later" for
        // "hardly any".
        if (IsByTime && key == DateTime.MaxValue.Ticks)
        {
            return $"{Column} = ${parameters.Count - 1} AND q.id > ${parameters.Count}";
        }
        return $"({Column}, q.id) {comparison} (${parameters.Count - 1}, ${parameters.Count})";
    }

    private void AddKey(long key, NpgsqlParameterCollection parameters)
    {
        if (!IsByTime)
        {
            parameters.AddInt32(key is >= int.MinValue and <= int.MaxValue ? (int)key : throw Paging.BadCursor());
        }
        else if (key < DateTime.UnixEpoch.Ticks || key > DateTime.MaxValue.Ticks)
        {
            throw Paging.BadCursor();
        }
        else
        {
            parameters.AddTime(new DateTime(key, DateTimeKind.Utc));
        }
    }
}
