using CivicForge.Api.Database;
using CivicForge.Api.Requests;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>What a list is narrowed to. <see cref="Party"/> is creator or performer.</summary>
internal sealed record QuestFilter(QuestStatus? Status, string? Search, string? Category, string? Tag, Address? Creator, Address? Performer, Address? Party);

/// <summary>Lists of quests, keyset-paged: each sort is a pair (column, id) with an index, and the cursor is that pair. A page is cut from the quests alone, planned
/// anew for its filter; what is joined to its rows is one prepared statement for all pages, because planning the views over the chain costs more than running them.
/// Both see one snapshot.</summary>
internal sealed class QuestBoard(NpgsqlDataSource database)
{
    private const string Files = "SELECT quest_id, sha256, size, media_type FROM civic.evidence_files WHERE quest_id = ANY($1)";

    internal static readonly string Details = $"SELECT {QuestRow.Columns} FROM civic.quests q {QuestRow.Joins} WHERE q.id = ANY($2)";

    public async Task<Page<QuestItem>> ListAsync(QuestFilter filter, QuestSort sort, string[]? cursor, int limit, Address? viewer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (ids, next) = await CutAsync(connection, Cut(filter, sort, cursor, limit), sort, limit, cancellationToken);
        return new Page<QuestItem>(await ReadAsync(connection, ids, viewer, cancellationToken), next);
    }

    /// <summary>Ids and sort keys of a page and the row behind it. The limit is a parameter so that PostgreSQL never takes a plan made for any filter: which index
    /// serves best depends on how rare a tag or a member is.</summary>
    internal static NpgsqlBatchCommand Cut(QuestFilter filter, QuestSort sort, string[]? cursor, int limit)
    {
        var command = new NpgsqlBatchCommand();
        var where = Narrow(filter, command.Parameters);
        if (cursor is not null) where.Add(sort.After(cursor, command.Parameters));
        command.Parameters.AddInt32(limit + 1);
        var page = $"ORDER BY {sort.Order} LIMIT ${command.Parameters.Count}";
        command.CommandText = filter switch
        {
            { Party: { } party } => OfParty(party),
            { Search: { } search } => Searched(search),
            _ => From(where, page),
        };
        return command;

        string From(IReadOnlyCollection<string> conditions, string tail, string? columns = null) =>
            $"SELECT {columns ?? sort.Columns} FROM civic.quests q {(conditions.Count > 0 ? "WHERE " + string.Join(" AND ", conditions) : "")} {tail}";

        // The parties of a quest differ, so that none is found by both indexes.
        string OfParty(Address party)
        {
            command.Parameters.AddAddress(party);
            var (creator, performer) = ($"q.creator = ${command.Parameters.Count}", $"q.performer = ${command.Parameters.Count}");
            return $"SELECT {sort.Columns} FROM (({From([.. where, creator], page)}) UNION ALL ({From([.. where, performer], page)})) q {page}";
        }

        // Common words are found among the first rows of the list; rare ones by the index of words, which knows no order. What a word's rarity is, statistics do not
        // tell for most words, so the list itself is asked first, and the words only if it goes on.
        string Searched(string search)
        {
            command.Parameters.AddText(search);
            var found = $"q.search @@ to_tsquery('simple', ${command.Parameters.Count})";
            return $"""
                WITH near AS MATERIALIZED (SELECT {sort.Columns} FROM ({From(where, $"ORDER BY {sort.Order} LIMIT {sort.Near}", sort.Columns + ", q.search")}) q WHERE {found} {page}),
                far AS MATERIALIZED (SELECT (SELECT count(*) FROM near) < {limit + 1} AND EXISTS ({From(where, $"ORDER BY {sort.Order} OFFSET {sort.Near} LIMIT 1", "1")}) AS needed)
                SELECT {sort.Columns} FROM (
                  SELECT * FROM near WHERE NOT (SELECT needed FROM far)
                  UNION ALL
                  SELECT * FROM (SELECT {sort.Columns} FROM ({From([.. where, found], "OFFSET 0")}) q {page}) f WHERE (SELECT needed FROM far)) q
                {page}
                """;
        }
    }

    private static async Task<(List<Guid> Ids, string? Next)> CutAsync(NpgsqlConnection connection, NpgsqlBatchCommand cut, QuestSort sort, int limit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), cut } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>(limit);
        string? last = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (ids.Count == limit) return (ids, last);
            ids.Add(reader.GetGuid(0));
            if (ids.Count == limit) last = sort.Cursor(reader);
        }

        return (ids, null);
    }

    private static async Task<IReadOnlyList<QuestItem>> ReadAsync(NpgsqlConnection connection, List<Guid> ids, Address? viewer, CancellationToken cancellationToken)
    {
        var (details, files) = (new NpgsqlBatchCommand(Details), new NpgsqlBatchCommand(Files));
        details.Parameters.AddAddress(viewer);
        foreach (var command in (ReadOnlySpan<NpgsqlBatchCommand>)[details, files]) command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { details, files, new NpgsqlBatchCommand("COMMIT") } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new Dictionary<Guid, QuestRow>(ids.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = QuestRow.Read(reader, viewer);
            rows.Add(row.Item.Id, row);
        }

        await reader.NextResultAsync(cancellationToken);
        var evidence = new List<(Guid Quest, EvidenceResponse File)>();
        while (await reader.ReadAsync(cancellationToken)) evidence.Add((reader.GetGuid(0), new EvidenceResponse(reader.Hash(1), reader.GetInt32(2), reader.GetString(3))));
        var byQuest = evidence.ToLookup(e => e.Quest, e => e.File);
        return [.. ids.Select(id => WithSubmission(rows[id], byQuest))];
    }

    /// <summary>Conditions other than words and parties.</summary>
    private static List<string> Narrow(QuestFilter filter, NpgsqlParameterCollection parameters)
    {
        var where = new List<string>();
        if (filter.Status is { } status) Text("q.status = ", Words.Upper(status));
        if (filter.Category is { } category) Text("q.category = ", category);
        if (filter.Tag is { } tag) Text("q.tags @> ARRAY[", tag, "]");
        if (filter.Creator is { } creator) Member("q.creator = ", creator);
        if (filter.Performer is { } performer) Member("q.performer = ", performer);
        return where;

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

    private static QuestItem WithSubmission(QuestRow row, ILookup<Guid, EvidenceResponse> files) => row.WorkHash is not { } workHash
        ? row.Item
        : row.Item with { Submission = new SubmissionItem(QuestParts.Evidence(row, files[row.Item.Id]), workHash, row.SubmittedAt!.Value, row.Deadline!.Value) };
}
