using CivicForge.Api.Database;
using CivicForge.Api.Problems;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>Reads a quest as a viewer may see it: one snapshot – a quest never shows half a completion – in one round trip.</summary>
internal sealed class QuestReader(NpgsqlDataSource database)
{
    private static readonly string Quest = $"SELECT {QuestRow.Columns} FROM civic.quests q {QuestRow.Joins} WHERE q.id = $2";

    private static readonly string FreshQuest = $"SELECT {QuestRow.Columns} FROM civic.quests q {QuestRow.FreshJoins} WHERE q.id = $2";

    private const string Attestations = """
        SELECT a.role, a.attester, a.kind, a.digest, a.outcome, a.received_at, a.storage_receipt, a.completion_receipt, q.completed_at
        FROM civic.attestations a JOIN civic.quests q ON q.id = a.quest_id AND q.work_hash = a.work_hash WHERE a.quest_id = $1 ORDER BY a.role
        """;

    private const string Timeline = "SELECT at, by, from_status, to_status, reason FROM civic.quest_moves WHERE quest_id = $1 ORDER BY id LIMIT 1000";

    private const string Files = "SELECT sha256, size, media_type FROM civic.evidence_files WHERE quest_id = $1 LIMIT 100";

    /// <exception cref="RuleViolation">404 <c>quest-not-found</c>.</exception>
    public async Task<QuestResponse> ReadAsync(Guid id, Address? viewer, CancellationToken cancellationToken) =>
        await FindAsync(id, viewer, cancellationToken) ?? throw NotFound(id);

    /// <summary>A quest that this request has just attested.</summary>
    /// <exception cref="RuleViolation">404 <c>quest-not-found</c>.</exception>
    public async Task<QuestResponse> ReadFreshAsync(Guid id, Address viewer, CancellationToken cancellationToken) =>
        await FindAsync(FreshQuest, id, viewer, cancellationToken) ?? throw NotFound(id);

    public Task<QuestResponse?> FindAsync(Guid id, Address? viewer, CancellationToken cancellationToken) => FindAsync(Quest, id, viewer, cancellationToken);

    private async Task<QuestResponse?> FindAsync(string sql, Guid id, Address? viewer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        var quest = new NpgsqlBatchCommand(sql);
        quest.Parameters.AddAddress(viewer);
        quest.Parameters.AddGuid(id);
        batch.BatchCommands.Add(quest);
        foreach (var part in (ReadOnlySpan<string>)[Attestations, Timeline, Files])
        {
            var command = new NpgsqlBatchCommand(part);
            command.Parameters.AddGuid(id);
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        var row = QuestRow.Read(reader, viewer);
        await reader.NextResultAsync(cancellationToken);
        var attestations = await ReadAllAsync(reader, r => Attestation(r, row), cancellationToken);
        var timeline = await ReadAllAsync(reader, r => new TimelineItem(r.GetDateTime(0), r.AddressOrNull(1), r.StringOrNull(2), r.GetString(3), row.IsVisible ? r.StringOrNull(4) : null), cancellationToken);
        var files = await ReadAllAsync(reader, r => new EvidenceResponse(r.Hash(0), r.GetInt32(1), r.GetString(2)), cancellationToken);
        return Assemble(row, attestations, timeline, files);
    }

    public static RuleViolation NotFound(Guid id) => new(ErrorCodes.QuestNotFound, $"There is no quest {id}.");

    /// <summary>The submission's files in its order; those of a private quest are its parties' business.</summary>
    public static IReadOnlyList<EvidenceResponse> Evidence(QuestRow row, IEnumerable<EvidenceResponse> files)
    {
        if (!row.IsVisible || row.EvidenceHashes.Count == 0) return [];
        var known = files.ToDictionary(f => f.Sha256);
        return [.. row.EvidenceHashes.Where(known.ContainsKey).Select(h => known[h])];
    }

    private static async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) list.Add(read(reader));
        await reader.NextResultAsync(cancellationToken);
        return list;
    }

    private static AttestationResponse Attestation(NpgsqlDataReader reader, QuestRow row)
    {
        var (attester, digest, receivedAt) = (reader.Address(1), reader.Hash(3), reader.GetInt64(5));
        var storage = reader.BytesOrNull(6) is { } stored ? new ReceiptResponse(digest, attester, receivedAt, 0, Hash32.Zero, Hex.Encode(stored)) : null;
        var completion = reader.BytesOrNull(7) is { } completed
            ? new ReceiptResponse(digest, attester, row.Item.CompletedAt!.Value, row.AnchorBy!.Value, row.Leaf!.Value, Hex.Encode(completed))
            : null;
        return new AttestationResponse(reader.GetString(0), attester, reader.GetString(2), digest, reader.StringOrNull(4), receivedAt, (storage ?? completion)!, completion);
    }

    private static QuestResponse Assemble(QuestRow row, List<AttestationResponse> attestations, List<TimelineItem> timeline, List<EvidenceResponse> files)
    {
        var item = row.Item;
        return new QuestResponse
        {
            Id = item.Id, Title = item.Title, Description = item.Description, ExceptionalCriteria = item.ExceptionalCriteria, Category = item.Category, Tags = item.Tags,
            RewardXp = item.RewardXp, RewardReputation = item.RewardReputation, EvidenceRequired = item.EvidenceRequired, DueAt = item.DueAt, Visibility = item.Visibility,
            Status = item.Status, Creator = item.Creator, Performer = item.Performer, CompletedAt = item.CompletedAt, Anchoring = item.Anchoring, Reward = item.Reward,
            Actions = item.Actions, CreatedAt = item.CreatedAt, UpdatedAt = item.UpdatedAt, Version = row.Version, Attestations = attestations, Timeline = timeline,
            Submission = row.WorkHash is { } workHash
                ? new SubmissionResponse(row.SubmissionText, Evidence(row, files), workHash, row.SubmittedAt!.Value, row.Deadline!.Value)
                : null,
        };
    }
}
