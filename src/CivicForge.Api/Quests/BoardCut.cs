using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>The statement that cuts a page out of the quests: ids and sort keys of the page and of the row behind it.</summary>
internal static class BoardCut
{
    /// <summary>Rows at the head of the list that tell whether a search is for common words.</summary>
    private const int Sampled = 400;

    /// <summary>Rows of the list that are looked through for common words before the index of words is asked.</summary>
    private const int Near = 8000;

    public static NpgsqlBatchCommand Of(QuestFilter filter, QuestSort sort, string[]? cursor, int limit)
    {
        var command = new NpgsqlBatchCommand();
        var narrowed = Narrow(filter, command.Parameters);
        string[] behind = cursor is null ? [] : [sort.After(cursor, command.Parameters)];
        string[] where = [.. narrowed, .. behind];
        var page = $"ORDER BY {sort.Order} LIMIT {Most(filter, limit + 1, command.Parameters)}";
        command.CommandText = filter switch
        {
            { Party: { } party } => OfParty(party),
            { Search: { } search } => Searched(search),
            { Creator: not null } or { Performer: not null } when sort.Column is not null => Sorted(narrowed), // They lie together in one index, with every key they are sorted by.
            _ => From(where, page),
        };
        return command;

        string From(IReadOnlyCollection<string> conditions, string tail, string? columns = null) => $"SELECT {columns ?? sort.Columns} FROM civic.quests q {Where(conditions)} {tail}";

        // All that the conditions find, then the page of it. PostgreSQL would rather go through the whole list in its order, or by what is behind the cursor, and look
        // there for the few; OFFSET 0 keeps it from that.
        string Sorted(IReadOnlyCollection<string> conditions) => $"SELECT {sort.Columns} FROM ({From(conditions, "OFFSET 0")}) q {Where(behind)} {page}";

        // The parties of a quest differ, so that none is found by both indexes.
        string OfParty(Address party)
        {
            command.Parameters.AddAddress(party);
            var (creator, performer) = ($"q.creator = ${command.Parameters.Count}", $"q.performer = ${command.Parameters.Count}");
            return $"SELECT {sort.Columns} FROM (({From([.. where, creator], page)}) UNION ALL ({From([.. where, performer], page)})) q {page}";
        }

        // Common words are found among the first rows of the list; rare ones by the index of words, which knows no order. What a word's rarity is, statistics do not
        // tell for most words: a sample of the list does. A list that was looked through to its end needs no index.
        string Searched(string search)
        {
            command.Parameters.AddText(search);
            var found = $"q.search @@ to_tsquery('simple', ${command.Parameters.Count})";
            return $"""
                WITH sample AS MATERIALIZED ({Through(Sampled)}),
                known AS MATERIALIZED (SELECT count(*) AS found FROM sample),
                near AS MATERIALIZED (SELECT * FROM ({Through(Near)}) n WHERE (SELECT found BETWEEN 1 AND {limit} FROM known)),
                far AS MATERIALIZED (SELECT CASE
                  WHEN found > {limit} THEN false
                  WHEN found = 0 THEN EXISTS ({Beyond(Sampled)})
                  ELSE (SELECT count(*) FROM near) <= {limit} AND EXISTS ({Beyond(Near)}) END AS needed FROM known)
                SELECT {sort.Columns} FROM (
                  SELECT * FROM sample WHERE (SELECT found > {limit} FROM known)
                  UNION ALL
                  SELECT * FROM near WHERE NOT (SELECT needed FROM far)
                  UNION ALL
                  SELECT * FROM ({Sorted([.. narrowed, found])}) f WHERE (SELECT needed FROM far)) q
                {page}
                """;

            string Through(int rows) => $"SELECT {sort.Columns} FROM ({From(where, $"ORDER BY {sort.Order} LIMIT {rows}", sort.Columns + ", q.search")}) q WHERE {found} {page}";
            string Beyond(int rows) => From(where, $"ORDER BY {sort.Order} OFFSET {rows} LIMIT 1", "1");
        }
    }

    private static string Where(IReadOnlyCollection<string> conditions) => conditions.Count > 0 ? "WHERE " + string.Join(" AND ", conditions) : "";

    /// <summary>The limit. Where one index is right for every value it is said, and the plan may be kept. Where it depends on how rare a tag, a category or a word
    /// is, it is a parameter, because PostgreSQL takes any plan made without its value for a bad one.</summary>
    private static string Most(QuestFilter filter, int rows, NpgsqlParameterCollection parameters)
    {
        if (filter is { Category: null, Tag: null, Search: null }) return $"{rows}";
        parameters.AddInt32(rows);
        return $"${parameters.Count}";
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
}
