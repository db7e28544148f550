using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>A quest that was just attested.</summary>
/// <param name="Viewer">Who attested it, and will see it.</param>
/// <param name="WorkHash">The submission that was attested.</param>
internal sealed record AttestedQuest(Guid Id, Address Viewer, Hash32 WorkHash);

/// <summary>Quests in full as a transaction that holds their rows' locks has just written them, many in one round trip, for the answers to those who
/// wrote. What is not sealed yet has neither batch nor claim, so the views over the chain are left out.</summary>
internal static class FreshQuests
{
    internal const string Quests = $"SELECT {QuestRow.FreshColumns} FROM unnest($1) AS w (id) JOIN civic.quests q ON q.id = w.id {QuestRow.FreshJoins}";

    internal const string Attestations = $"""
        SELECT {QuestParts.AttestationColumns}, a.quest_id
        FROM unnest($1, $2) AS w (id, work_hash) JOIN civic.attestations a ON a.quest_id = w.id AND a.work_hash = w.work_hash ORDER BY a.role
        """;

    internal static readonly string Timeline = $"""
        SELECT m.*, w.id FROM unnest($1) AS w (id)
        CROSS JOIN LATERAL (SELECT {QuestParts.MoveColumns} FROM civic.quest_moves WHERE quest_id = w.id ORDER BY id DESC LIMIT {QuestTimeline.Newest + 1}) m
        """;

    internal const string Files = $"""
        SELECT f.*, w.id FROM unnest($1) AS w (id) CROSS JOIN LATERAL (SELECT {QuestParts.FileColumns} FROM civic.evidence_files WHERE quest_id = w.id LIMIT 100) f
        """;

    /// <param name="quests">Each quest once.</param>
    public static void AddTo(NpgsqlBatch batch, IReadOnlyList<AttestedQuest> quests)
    {
        batch.AddRows(Quests, quests, columns => columns.Uuid(q => q.Id));
        batch.AddRows(Attestations, quests, columns => columns.Uuid(q => q.Id).Hash(q => q.WorkHash));
        batch.AddRows(Timeline, quests, columns => columns.Uuid(q => q.Id));
        batch.AddRows(Files, quests, columns => columns.Uuid(q => q.Id));
    }

    /// <summary>Reads the results of <see cref="AddTo"/>, the reader standing at the first of them, and leaves it at what follows.</summary>
    public static async Task<IReadOnlyDictionary<Guid, QuestResponse>> ReadAsync(NpgsqlDataReader reader, IReadOnlyList<AttestedQuest> quests, CancellationToken cancellationToken)
    {
        var viewers = quests.ToDictionary(q => q.Id, q => q.Viewer);
        var drafts = new Dictionary<Guid, Draft>(quests.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = QuestRow.Read(reader, viewers[reader.GetGuid(0)]);
            drafts[row.Item.Id] = new Draft(row);
        }

        await ReadAsync(reader, drafts, 8, draft => draft.Attestations.Add(QuestParts.Attestation(reader, draft.Row)), cancellationToken);
        await ReadAsync(reader, drafts, 6, draft => draft.Timeline.Add(QuestParts.Move(reader)), cancellationToken);
        await ReadAsync(reader, drafts, 3, draft => draft.Files.Add(QuestParts.File(reader)), cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return drafts.ToDictionary(d => d.Key, d => QuestParts.Assemble(d.Value.Row, d.Value.Attestations, d.Value.Timeline, d.Value.Files));
    }

    /// <param name="id">The ordinal of the quest's id.</param>
    private static async Task ReadAsync(NpgsqlDataReader reader, Dictionary<Guid, Draft> drafts, int id, Action<Draft> read, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) read(drafts[reader.GetGuid(id)]);
    }

    private sealed record Draft(QuestRow Row)
    {
        public List<AttestationResponse> Attestations { get; } = new(2);
        public List<TimelineRow> Timeline { get; } = new(4);
        public List<EvidenceResponse> Files { get; } = [];
    }
}
