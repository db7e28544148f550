using System.Globalization;
using CivicForge.Api.Database;
using CivicForge.Api.Requests;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>What a list is narrowed to. <see cref="Party"/> is creator or performer.</summary>
internal sealed record QuestFilter(QuestStatus? Status, string? Search, string? Category, string? Tag, Address? Creator, Address? Performer, Address? Party);

/// <summary>Lists of quests, keyset-paged: each sort is a pair (column, id) with an index, and the cursor is that pair.</summary>
internal sealed class QuestBoard(NpgsqlDataSource database)
{
    public async Task<Page<QuestItem>> ListAsync(QuestFilter filter, QuestSort sort, string[]? cursor, int limit, Address? viewer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand { Connection = connection };
        command.Parameters.AddAddress(viewer);
        var where = new List<string>();
        Narrow(filter, where, command.Parameters);
        if (cursor is not null) where.Add(sort.After(cursor, command.Parameters));
        command.Parameters.AddInt32(limit + 1);
        // The page is cut before anything is joined to it, so that its cost does not grow with the table.
        var page = $"SELECT q.* FROM civic.quests q {(where.Count > 0 ? "WHERE " + string.Join(" AND ", where) : "")} ORDER BY {sort.Order} LIMIT ${command.Parameters.Count}";
        command.CommandText = $"SELECT {QuestRow.Columns} FROM ({page}) q {QuestRow.Joins} ORDER BY {sort.Order}";

        var rows = new List<QuestRow>(limit + 1);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) rows.Add(QuestRow.Read(reader, viewer));
        var next = rows.Count > limit ? sort.Cursor(rows[limit - 1]) : null;
        if (rows.Count > limit) rows.RemoveAt(limit);
        var files = await FilesAsync(connection, rows, cancellationToken);
        return new Page<QuestItem>([.. rows.Select(r => WithSubmission(r, files))], next);
    }

    private static void Narrow(QuestFilter filter, List<string> where, NpgsqlParameterCollection parameters)
    {
        if (filter.Status is { } status) Text("q.status = ", Words.Upper(status));
        if (filter.Category is { } category) Text("q.category = ", category);
        if (filter.Tag is { } tag) Text("q.tags @> ARRAY[", tag, "]");
        if (filter.Search is { } search) Text("q.search @@ to_tsquery('simple', ", search, ")");
        if (filter.Creator is { } creator) Member("q.creator = ", creator);
        if (filter.Performer is { } performer) Member("q.performer = ", performer);
        if (filter.Party is { } party)
        {
            parameters.AddAddress(party);
            where.Add($"(q.creator = ${parameters.Count} OR q.performer = ${parameters.Count})");
        }

        void Text(string before, string value, string after = "")
        {
            parameters.AddText(value);
            where.Add($"{before}${parameters.Count}{after}");
        }

        void Member(string before, Address value)
        {
            parameters.AddAddress(value);
            where.Add($"{before}${parameters.Count}");
        }
    }

    private static async Task<ILookup<Guid, EvidenceResponse>> FilesAsync(NpgsqlConnection connection, List<QuestRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Where(r => r.IsVisible && r.EvidenceHashes.Count > 0).Select(r => r.Item.Id).ToArray();
        var files = new List<(Guid Quest, EvidenceResponse File)>();
        if (ids.Length > 0)
        {
            await using var command = new NpgsqlCommand("SELECT quest_id, sha256, size, media_type FROM civic.evidence_files WHERE quest_id = ANY($1)", connection);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) files.Add((reader.GetGuid(0), new EvidenceResponse(reader.Hash(1), reader.GetInt32(2), reader.GetString(3))));
        }

        return files.ToLookup(f => f.Quest, f => f.File);
    }

    private static QuestItem WithSubmission(QuestRow row, ILookup<Guid, EvidenceResponse> files) => row.WorkHash is not { } workHash
        ? row.Item
        : row.Item with { Submission = new SubmissionItem(QuestReader.Evidence(row, files[row.Item.Id]), workHash, row.SubmittedAt!.Value, row.Deadline!.Value) };
}

/// <summary>One of the sorts of http-api.md.</summary>
/// <param name="Name">As in the query.</param>
/// <param name="Column">Null for the id alone, which is in order of creation (UUIDv7).</param>
internal sealed record QuestSort(string Name, string? Column, bool Descending, Func<QuestRow, long>? Key)
{
    public static IReadOnlyList<QuestSort> All { get; } =
    [
        new("newest", null, true, null),
        new("oldest", null, false, null),
        new("xp-high", "q.reward_xp", true, r => r.Item.RewardXp),
        new("xp-low", "q.reward_xp", false, r => r.Item.RewardXp),
        new("reputation-high", "q.reward_reputation", true, r => r.Item.RewardReputation),
        new("reputation-low", "q.reward_reputation", false, r => r.Item.RewardReputation),
        new("deadline", "q.due_order", false, r => r.DueOrder.Ticks),
    ];

    public string Order => Column is null ? $"q.id {Direction}" : $"{Column} {Direction}, q.id {Direction}";

    public int CursorParts => Column is null ? 1 : 2;

    private string Direction => Descending ? "DESC" : "ASC";

    public string Cursor(QuestRow row) => Column is null
        ? Paging.Encode(Name, row.Item.Id.ToString())
        : Paging.Encode(Name, Key!(row).ToString(CultureInfo.InvariantCulture), row.Item.Id.ToString());

    /// <summary>The condition for everything behind the cursor.</summary>
    public string After(string[] cursor, NpgsqlParameterCollection parameters)
    {
        var comparison = Descending ? "<" : ">";
        if (Column is null)
        {
            parameters.AddGuid(Paging.CursorId(cursor[0]));
            return $"q.id {comparison} ${parameters.Count}";
        }

        AddKey(Paging.CursorNumber(cursor[0]), parameters);
        parameters.AddGuid(Paging.CursorId(cursor[1]));
        return $"({Column}, q.id) {comparison} (${parameters.Count - 1}, ${parameters.Count})";
    }

    private void AddKey(long key, NpgsqlParameterCollection parameters)
    {
        if (Name != "deadline") parameters.AddInt32(key is >= int.MinValue and <= int.MaxValue ? (int)key : throw Paging.BadCursor());
        else if (key < DateTime.UnixEpoch.Ticks || key > DateTime.MaxValue.Ticks) throw Paging.BadCursor();
        else parameters.AddTime(new DateTime(key, DateTimeKind.Utc));
    }
}
