using CivicForge.Api.Database;
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

    /// <summary>The columns of <see cref="QuestRow.Columns"/>. Batches and claims are looked up once for the whole page, which has few batches, not once a row; what was
    /// earned stands in the completion too; and of the relay's work list only what it gave up is of interest, which has an index of its own.</summary>
    internal const string Details = $"""
        WITH page AS MATERIALIZED (
          SELECT {QuestRow.Before}, c.anchor_by, c.leaf, c.seal, c.xp, c.reputation FROM civic.quests q LEFT JOIN civic.completions c ON c.quest_id = q.id WHERE q.id = ANY($2)),
        batch AS MATERIALIZED (SELECT b.* FROM (SELECT DISTINCT seal FROM page WHERE seal IS NOT NULL) s JOIN civic.batch_states b ON b.seal = s.seal),
        claim AS MATERIALIZED (SELECT DISTINCT ON (p.quest_id, p.creator) p.quest_id, p.creator, p.finality, p.transaction_hash FROM chain.reward_claims p WHERE p.quest_id = ANY($2)),
        given_up AS MATERIALIZED (SELECT y.quest_id, y.state FROM civic.reward_relays y WHERE y.state IN ('abandoned', 'unpayable') AND y.quest_id = ANY($2))
        SELECT {QuestRow.Before}, {QuestRow.HasAttested},
          q.anchor_by, q.leaf, coalesce(b.state, 'waiting'), b.batch_id, b.root, b.transaction_hash,
          CASE WHEN q.xp IS NOT NULL THEN civic.reward_state(p.finality, y.state, b.batch_id IS NOT NULL) END, q.xp, q.reputation, p.transaction_hash
        FROM page q LEFT JOIN batch b ON b.seal = q.seal LEFT JOIN claim p ON p.quest_id = q.id AND p.creator = q.creator LEFT JOIN given_up y ON y.quest_id = q.id
        """;

    public async Task<Page<QuestItem>> ListAsync(QuestFilter filter, QuestSort sort, string[]? cursor, int limit, Address? viewer, CancellationToken cancellationToken)
    {
        if (filter.Search is "") return new Page<QuestItem>([], null);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (ids, next) = await CutAsync(connection, BoardCut.Of(filter, sort, cursor, limit), sort, limit, cancellationToken);
        return new Page<QuestItem>(await ReadAsync(connection, ids, viewer, cancellationToken), next);
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

    private static QuestItem WithSubmission(QuestRow row, ILookup<Guid, EvidenceResponse> files) => row.WorkHash is not { } workHash
        ? row.Item
        : row.Item with { Submission = new SubmissionItem(QuestParts.Evidence(row, files[row.Item.Id]), workHash, row.SubmittedAt!.Value, row.Deadline!.Value) };
}
