using System.Data;
using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>What a list is narrowed to. <see cref="Party"/> is creator or performer; <see cref="IsNear"/> lets small
/// typing errors pass.</summary>
/// <param name="People">Whose names have what is sought (<see cref="SoughtPeople"/>): their quests are found
/// too.</param>
internal sealed record QuestFilter(
    QuestStatus? Status,
    SearchQuery? Search,
    string? Category,
    string? Tag,
    Address? Creator,
    Address? Performer,
    Address? Party,
    bool IsNear = false,
    IReadOnlyList<Address>? People = null
);

/// <summary>A page of quests.</summary>
/// <param name="People">By address, as it stands in the items; who has no name has no entry.</param>
/// <param name="Near">Whether no quest at all has the words that were sought, nor anybody's name, and these have
/// similar ones.</param>
public sealed record QuestPage(
    IReadOnlyList<QuestItem> Items,
    string? NextCursor,
    IReadOnlyDictionary<string, Person> People,
    bool Near
);

/// <summary>Lists of quests, keyset-paged: each sort is a pair (column, id) with an index, and the cursor is that pair.
/// A page is cut from the quests alone; what is joined to its rows is the same for all pages. Both see one
/// snapshot.</summary>
internal sealed class QuestBoard(ReadDatabase database)
{
    private const string Begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    internal const string Known = """
        SELECT EXISTS (SELECT FROM civic.quest_words w JOIN civic.quests q ON q.id = w.quest_id
            WHERE w.words @@ $1::tsquery AND q.visibility = 'public')
          OR EXISTS (SELECT FROM civic.quests WHERE creator = ANY($2) AND visibility = 'public')
              OR EXISTS (SELECT FROM civic.quests WHERE performer = ANY($2) AND visibility = 'public')
        """;

    private const string Files =
        $"SELECT quest_id, {QuestParts.FileColumns} FROM civic.evidence_files WHERE quest_id = ANY($1)";

    internal static readonly string Names = People.Named(
        "SELECT creator AS address FROM civic.quests WHERE id = ANY($1) UNION SELECT performer FROM civic.quests "
            + "WHERE id = ANY($1)"
    );

    public async Task<QuestPage> ListAsync(
        QuestFilter filter,
        QuestSort sort,
        string[]? cursor,
        int limit,
        Address? viewer,
        CancellationToken cancellationToken
    )
    {
        if (filter.Search is { Exact: "" })
        {
            return new QuestPage([], null, People.None, Near: false);
        }
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var before = Begin;
        if (filter.Search is not null)
        {
            (filter, before) = (await SoughtPeople.FindAsync(connection, filter, before, cancellationToken), null);
        }
        var (ids, next) = await CutAsync(connection, filter, sort, cursor, limit, viewer, cancellationToken, before);
        if (ids.Count == 0 && cursor is null && await NearAsync(connection, filter, cancellationToken) is { } near)
        {
            filter = near;
            (ids, next) = await CutAsync(connection, filter, sort, cursor, limit, viewer, cancellationToken);
        }

        var (items, people) = await ReadAsync(connection, ids, viewer, cancellationToken);
        return new QuestPage(items, next, people, filter.IsNear && items.Count > 0);
    }

    /// <summary>Those of the ids whose quests are complete and public, as strangers see them.</summary>
    public async Task<QuestPage> CompleteAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var begin = new NpgsqlCommand(Begin, connection))
        {
            await begin.ExecuteNonQueryAsync(cancellationToken);
        }
        var (items, people) = await ReadAsync(connection, [.. ids], null, cancellationToken);
        return new QuestPage(
            [.. items.Where(q => q.Status == Words.Of(QuestStatus.Complete))],
            null,
            people,
            Near: false
        );
    }

    /// <summary>How many quests <see cref="ListAsync"/> finds, by state.</summary>
    public async Task<QuestCounts> CountAsync(QuestFilter filter, Address? viewer, CancellationToken cancellationToken)
    {
        if (filter.Search is { Exact: "" })
        {
            return QuestCounts.None;
        }
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (filter.Search is not null)
        {
            filter = await SoughtPeople.FindAsync(connection, filter, null, cancellationToken);
        }
        var counts = await QuestCounts.ReadAsync(connection, filter, viewer, cancellationToken);
        return counts.Total == 0 && await NearAsync(connection, filter, cancellationToken) is { } near
            ? await QuestCounts.ReadAsync(connection, near, viewer, cancellationToken)
            : counts;
    }

    /// <summary>What is similar to what was sought; null when any quest has the very words or is of somebody who is
    /// called so, whatever its state: then what is similar is not what was meant.</summary>
    private static async Task<QuestFilter?> NearAsync(
        NpgsqlConnection connection,
        QuestFilter filter,
        CancellationToken cancellationToken
    )
    {
        if (filter is not { Search: { } search, IsNear: false, People: { } people })
        {
            return null;
        }
        await using (var command = new NpgsqlCommand(Known, connection))
        {
            command.Parameters.AddText(search.Exact);
            command.Parameters.AddAddresses(people);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                return null;
            }
        }

        return await SoughtPeople.FindAsync(connection, filter with { IsNear = true }, null, cancellationToken);
    }

    private static async Task<(List<Guid> Ids, string? Next)> CutAsync(
        NpgsqlConnection connection,
        QuestFilter filter,
        QuestSort sort,
        string[]? cursor,
        int limit,
        Address? viewer,
        CancellationToken cancellationToken,
        string? before = null
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        if (before is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(before));
        }
        batch.BatchCommands.Add(BoardCut.Of(filter, sort, cursor, limit, viewer));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>(limit);
        string? last = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (ids.Count == limit)
            {
                return (ids, last);
            }
            ids.Add(reader.GetGuid("id"));
            if (ids.Count == limit)
            {
                last = sort.Cursor(reader, sort.Kind(filter.IsNear));
            }
        }

        return (ids, null);
    }

    private static async Task<(IReadOnlyList<QuestItem> Items, IReadOnlyDictionary<string, Person> People)> ReadAsync(
        NpgsqlConnection connection,
        List<Guid> ids,
        Address? viewer,
        CancellationToken cancellationToken
    )
    {
        var (details, files, names) = (
            new NpgsqlBatchCommand(QuestRow.Select),
            new NpgsqlBatchCommand(Files),
            new NpgsqlBatchCommand(Names)
        );
        details.Parameters.AddAddress(viewer);
        foreach (var command in (ReadOnlySpan<NpgsqlBatchCommand>)[details, files, names])
        {
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        }
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { details, files, names, new NpgsqlBatchCommand("COMMIT") },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new Dictionary<Guid, QuestRow>(ids.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = QuestRow.Read(reader, viewer);
            rows.Add(row.Item.Id, row);
        }

        await reader.NextResultAsync(cancellationToken);
        var evidence = new List<(Guid Quest, EvidenceResponse File)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            evidence.Add((reader.GetGuid("quest_id"), QuestParts.File(reader)));
        }
        var byQuest = evidence.ToLookup(e => e.Quest, e => e.File);
        await reader.NextResultAsync(cancellationToken);
        return (
            [.. ids.Where(rows.ContainsKey).Select(id => WithSubmission(rows[id], byQuest))],
            await People.ReadAsync(reader, cancellationToken)
        );
    }

    private static QuestItem WithSubmission(QuestRow row, ILookup<Guid, EvidenceResponse> files) =>
        row.WorkHash is not { } workHash
            ? row.Item
            : row.Item with
            {
                Submission = new SubmissionItem(
                    QuestParts.Evidence(row, files[row.Item.Id]),
                    workHash,
                    row.SubmittedAt!.Value,
                    row.Deadline!.Value
                ),
            };
}
