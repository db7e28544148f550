using CivicForge.Api.Database;
using CivicForge.Api.Identity;
using CivicForge.Api.Requests;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>What a list is narrowed to. <see cref="Party"/> is creator or performer; <see cref="Search"/> is a text that asks for no word when it is empty.</summary>
internal sealed record QuestFilter(QuestStatus? Status, string? Search, string? Category, string? Tag, Address? Creator, Address? Performer, Address? Party);

/// <summary>Lists of quests, keyset-paged: each sort is a pair (column, id) with an index, and the cursor is that pair. A page is cut from the quests alone; what is
/// joined to its rows is the same for all pages. Both see one snapshot.</summary>
internal sealed class QuestBoard(ReadDatabase database)
{
    private const string Files = "SELECT quest_id, sha256, size, media_type FROM civic.evidence_files WHERE quest_id = ANY($1)";

    internal static readonly string Names = People.Named(
        "SELECT creator AS address FROM civic.quests WHERE id = ANY($1) UNION SELECT performer FROM civic.quests WHERE id = ANY($1)");

    public async Task<PeoplePage<QuestItem>> ListAsync(QuestFilter filter, QuestSort sort, string[]? cursor, int limit, Address? viewer, CancellationToken cancellationToken)
    {
        if (filter.Search is "") return new PeoplePage<QuestItem>([], null, People.None);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (ids, next) = await CutAsync(connection, BoardCut.Of(filter, sort, cursor, limit), sort, limit, cancellationToken);
        var (items, people) = await ReadAsync(connection, ids, viewer, cancellationToken);
        return new PeoplePage<QuestItem>(items, next, people);
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

    private static async Task<(IReadOnlyList<QuestItem> Items, IReadOnlyDictionary<string, Person> People)> ReadAsync(NpgsqlConnection connection, List<Guid> ids, Address? viewer, CancellationToken cancellationToken)
    {
        var (details, files, names) = (new NpgsqlBatchCommand(QuestRow.Select), new NpgsqlBatchCommand(Files), new NpgsqlBatchCommand(Names));
        details.Parameters.AddAddress(viewer);
        foreach (var command in (ReadOnlySpan<NpgsqlBatchCommand>)[details, files, names]) command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { details, files, names, new NpgsqlBatchCommand("COMMIT") } };
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
        await reader.NextResultAsync(cancellationToken);
        return ([.. ids.Select(id => WithSubmission(rows[id], byQuest))], await People.ReadAsync(reader, cancellationToken));
    }

    private static QuestItem WithSubmission(QuestRow row, ILookup<Guid, EvidenceResponse> files) => row.WorkHash is not { } workHash
        ? row.Item
        : row.Item with { Submission = new SubmissionItem(QuestParts.Evidence(row, files[row.Item.Id]), workHash, row.SubmittedAt!.Value, row.Deadline!.Value) };
}
