using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>The statement that cuts a page out of the quests: ids and sort keys of the page and of the row behind it.
/// Its plan is kept, whatever it is asked for, so the statement itself says how to search: PostgreSQL takes a condition
/// like <c>(reward_xp, id) &lt; (10, …)</c> for one that hardly any row meets, though a third may.</summary>
internal sealed class BoardCut
{
    /// <summary>Rows at the head of the list that tell how common what is sought is; then rows that are looked through
    /// when these promise the page, before an index is asked that knows no order.</summary>
    private static readonly (int Sample, int Near) OfRows = (1_500, 12_000);

    /// <summary>The same when words are sought, which lie beside the list.</summary>
    private static readonly (int Sample, int Near) OfWords = (750, 6_000);

    private const string JoinWords = "JOIN civic.quest_words w ON w.quest_id = q.id";

    private readonly NpgsqlBatchCommand _command = new();
    private readonly QuestSort _sort;
    private readonly int _limit;

    /// <summary>Conditions that an index meets in the order of every sort.</summary>
    private readonly List<string> _met = [];

    /// <summary>Conditions that rows of the list are looked through for, without those of a search.</summary>
    private readonly List<string> _sought = [];

    /// <summary>That the quest has the words; null when none are sought.</summary>
    private readonly string? _words;

    /// <summary>The people whose names have the words, as a parameter; null when there are none.</summary>
    private readonly string? _people;

    private readonly string[] _behind;

    /// <summary>The same conditions as rows of a few private quests are asked for.</summary>
    private readonly List<string> _ofPrivate = ["q.visibility = 'parties'"];

    private BoardCut(QuestFilter filter, QuestSort sort, string[]? cursor, int limit)
    {
        (_sort, _limit) = (sort, limit);
        _met.Add("q.visibility = 'public'");
        if (filter.Status is { } status)
        {
            _met.Add($"q.status = {Text(Words.Of(status))}");
        }
        if (filter.Category is { } category)
        {
            (sort.Column is null && filter.Status is null ? _met : _sought).Add($"q.category = {Text(category)}");
        }
        if (filter.Tag is { } tag)
        {
            _sought.Add($"q.tags @> ARRAY[{Text(tag)}]");
        }
        _ofPrivate.AddRange([.. _met.Skip(1), .. _sought]);
        // The query is read once, not once a row.
        if (filter.Search is { } search)
        {
            _words = filter.IsNear
                ? $"w.spellings @@ (SELECT {Text(search.Near)}::tsquery)"
                : $"w.words @@ (SELECT {Text(search.Exact)}::tsquery)";
        }
        if (filter is { Search: not null, People: { Count: > 0 } people })
        {
            _people = Members(people);
        }
        _ofPrivate.AddRange(Found);

        var parties = _met.Count;
        if (filter.Creator is { } creator)
        {
            _met.Add($"q.creator = {Member(creator)}");
        }
        if (filter.Performer is { } performer)
        {
            _met.Add($"q.performer = {Member(performer)}");
        }
        _ofPrivate.AddRange(_met.Skip(parties));
        _behind = cursor is null ? [] : [sort.After(cursor, _command.Parameters)];
    }

    private bool IsSought => _sought.Count > 0 || _words is not null;

    /// <summary>That a row has the words, or is of somebody who is called so.</summary>
    private IEnumerable<string> Found => _words is null ? [] : [OrOfPeople(_words)];

    /// <summary>A quest without words may still be found by its people.</summary>
    private string WithWords =>
        _words is null ? ""
        : _people is null ? JoinWords
        : $"LEFT {JoinWords}";

    private string Page => $"ORDER BY {_sort.Order} LIMIT {_limit + 1}";

    /// <param name="viewer">Sees private quests that they are a party of (<see cref="QuestAccess.IsSeenBy"/>), among
    /// the public ones.</param>
    public static NpgsqlBatchCommand Of(
        QuestFilter filter,
        QuestSort sort,
        string[]? cursor,
        int limit,
        Address? viewer
    )
    {
        var cut = new BoardCut(filter, sort, cursor, limit);
        var shown = filter switch
        {
            { Party: { } party } => cut.OfParty(party),
            { Creator: not null } or { Performer: not null } when sort.Column is not null || cut.IsSought =>
                cut.Sorted(),
            _ when cut.IsSought => cut.Sought(),
            _ => cut.From([.. cut._met, .. cut._behind], cut.Page),
        };
        cut._command.CommandText = viewer is { } member ? cut.WithPrivate(shown, member, filter.Party) : shown;
        return cut._command;
    }

    private string From(IReadOnlyCollection<string> conditions, string tail, string? columns = null) =>
        $"SELECT {columns ?? _sort.Columns} FROM civic.quests q {Where(conditions)} {tail}";

    /// <summary>All that the conditions find, then the page of it: right for what lies together in one index, as a
    /// member's quests do, or is rare. OFFSET 0 keeps PostgreSQL from looking for the few in the whole list in its
    /// order, or among all that is behind the cursor.</summary>
    private string Sorted()
    {
        var found = _people is null
            ? Having()
            : $"({Having()}) UNION ({OfPeople("creator")}) UNION ({OfPeople("performer")})";
        return $"SELECT {_sort.Columns} FROM ({found}) q {Where(_behind)} {Page}";
    }

    private string Having()
    {
        var (join, conditions) = _words is null ? ("", _sought) : (JoinWords, [.. _sought, _words]);
        return $"SELECT {_sort.Columns} FROM civic.quests q {join} {Where([.. _met, .. conditions])} OFFSET 0";
    }

    /// <summary>The quests of each of the people lie together in one index.</summary>
    private string OfPeople(string column) => From([.. _met, .. _sought, $"q.{column} = ANY({_people})"], "OFFSET 0");

    /// <summary>Adds the page that the viewer's private quests make: two short lists with indexes of their own, and
    /// what is public is cut as for everybody.</summary>
    private string WithPrivate(string shown, Address viewer, Address? party)
    {
        var address = Member(viewer);
        if (party is { } other && Member(other) is { } theirs)
        {
            _ofPrivate.Add($"(q.creator = {theirs} OR q.performer = {theirs})");
        }
        string Of(string column) =>
            $"(SELECT {_sort.Columns} FROM civic.quests q {WithWords} "
            + $"{Where([.. _ofPrivate, .. _behind, $"q.{column} = {address}"])} {Page})";
        return $"SELECT {_sort.Columns} FROM (({shown}) UNION ALL {Of("creator")} UNION ALL {Of("performer")}) "
            + $"q {Page}";
    }

    /// <summary>The parties of a quest differ, so that none is found by both indexes.</summary>
    private string OfParty(Address party)
    {
        var address = Member(party);
        string Of(string column) => $"({From([.. _met, .. _sought, .. _behind, $"q.{column} = {address}"], Page)})";
        return $"SELECT {_sort.Columns} FROM ({Of("creator")} UNION ALL {Of("performer")}) q {Page}";
    }

    /// <summary>Common words, tags and categories are found among the first rows of the list; rare ones by their index,
    /// which knows no order. What is common, statistics do not tell for most words: a sample of the list does. A list
    /// that was looked through to its end needs no index.</summary>
    private string Sought()
    {
        var (sampled, near) = _words is null ? OfRows : OfWords;
        return $"""
            WITH sample AS MATERIALIZED ({Through(sampled)}),
            known AS MATERIALIZED (
              SELECT found, found <= {_limit} AND found > {_limit * sampled / near} AS promising
              FROM (SELECT count(*) AS found FROM sample) s),
            near AS MATERIALIZED (SELECT * FROM ({Through(near)}) n WHERE (SELECT promising FROM known)),
            far AS MATERIALIZED (
              SELECT
                CASE
                  WHEN found > {_limit} THEN false
                  WHEN NOT promising THEN EXISTS ({Beyond(sampled)})
                  ELSE (SELECT count(*) FROM near) <= {_limit} AND EXISTS ({Beyond(near)})
                END AS needed
              FROM known)
            SELECT {_sort.Columns} FROM (
              SELECT * FROM sample WHERE NOT (SELECT promising OR needed FROM known, far)
              UNION ALL
              SELECT * FROM near WHERE NOT (SELECT needed FROM far)
              UNION ALL
              SELECT * FROM ({Sorted()}) f WHERE (SELECT needed FROM far)) q
            {Page}
            """;

        string Beyond(int rows) => Head($"OFFSET {rows} LIMIT 1", "1");
    }

    /// <summary>What is sought among the first rows of the list. Their words are looked up together, in the order of
    /// their key: one by one would cost five times as much.</summary>
    private string Through(int rows)
    {
        var head = Head($"LIMIT {rows}", $"{_sort.Columns}, q.category, q.tags, q.creator, q.performer");
        if (_words is null)
        {
            return $"SELECT {_sort.Columns} FROM ({head}) q {Where(_sought)} {Page}";
        }
        var having =
            "q.id = ANY(ARRAY(SELECT w.quest_id FROM civic.quest_words w WHERE w.quest_id = ANY("
            + $"ARRAY(SELECT q.id FROM head q {Where(_sought)})) AND {_words}))";
        return $"WITH head AS MATERIALIZED ({head}) SELECT {_sort.Columns} FROM head q "
            + $"{Where([.. _sought, OrOfPeople(having)])} {Page}";
    }

    private string Head(string tail, string columns) =>
        From([.. _met, .. _behind], $"ORDER BY {_sort.Order} {tail}", columns);

    private string OrOfPeople(string hasWords) =>
        _people is null ? hasWords : $"({hasWords} OR q.creator = ANY({_people}) OR q.performer = ANY({_people}))";

    private static string Where(IReadOnlyCollection<string> conditions) =>
        conditions.Count > 0 ? "WHERE " + string.Join(" AND ", conditions) : "";

    private string Text(string value)
    {
        _command.Parameters.AddText(value);
        return $"${_command.Parameters.Count}";
    }

    private string Members(IEnumerable<Address> values)
    {
        _command.Parameters.AddAddresses(values);
        return $"${_command.Parameters.Count}";
    }

    private string Member(Address value)
    {
        _command.Parameters.AddAddress(value);
        return $"${_command.Parameters.Count}";
    }
}
