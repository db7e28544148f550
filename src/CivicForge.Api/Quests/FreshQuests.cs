using System.Data;
using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>A quest that was just attested, with what the transaction that holds its row knows of it.</summary>
/// <param name="Viewer">Who attested it, and will see it.</param>
/// <param name="Attestations">All of this submission, the creator's first.</param>
/// <param name="Completed">What the second signature fixed; null after the first.</param>
internal sealed record AttestedQuest(
    Guid Id,
    Address Viewer,
    bool HasEvidence,
    IReadOnlyList<AttestationResponse> Attestations,
    FreshCompletion? Completed
);

internal sealed record FreshCompletion(Hash32 Leaf, long AnchorBy, uint Xp, uint Reputation);

/// <summary>Quests in full as a transaction that holds their rows' locks has just written them, many in one round trip,
/// for the answers to those who wrote. Only what that transaction does not know is read: the texts and the timeline,
/// and the files of those that have some. What is not sealed yet has neither batch nor claim.</summary>
internal static class FreshQuests
{
    internal static readonly string Quests = $"""
        SELECT {QuestRow.FreshColumns} FROM unnest($1, $2, $3, $4, $5) AS w (id, leaf, anchor_by, xp, reputation)
        JOIN civic.quests q ON q.id = w.id
        """;

    internal static readonly string Timeline = $"""
        SELECT w.id AS quest_id, m.* FROM unnest($1) AS w (id)
        CROSS JOIN LATERAL (SELECT {QuestParts.MoveColumns} FROM civic.quest_moves WHERE quest_id = w.id
            ORDER BY id DESC LIMIT {QuestTimeline.Newest + 1}) m
        """;

    internal const string Files = $"""
        SELECT w.id AS quest_id, f.* FROM unnest($1) AS w (id)
        CROSS JOIN LATERAL (SELECT {QuestParts.FileColumns} FROM civic.evidence_files WHERE quest_id = w.id LIMIT 100) f
        """;

    /// <param name="quests">Each quest once.</param>
    public static void AddTo(NpgsqlBatch batch, IReadOnlyList<AttestedQuest> quests)
    {
        batch.AddRows(
            Quests,
            quests,
            columns =>
                columns
                    .Uuid(q => q.Id)
                    .Hash(q => q.Completed?.Leaf)
                    .Int64(q => q.Completed?.AnchorBy)
                    .Int64(q => q.Completed?.Xp)
                    .Int64(q => q.Completed?.Reputation)
        );
        batch.AddRows(Timeline, quests, columns => columns.Uuid(q => q.Id));
        batch.AddRows(Files, [.. quests.Where(q => q.HasEvidence)], columns => columns.Uuid(q => q.Id));
    }

    /// <summary>Reads the results of <see cref="AddTo"/>, the reader standing at the first of them, and leaves it at
    /// what follows.</summary>
    public static async Task<IReadOnlyDictionary<Guid, QuestResponse>> ReadAsync(
        NpgsqlDataReader reader,
        IReadOnlyList<AttestedQuest> quests,
        CancellationToken cancellationToken
    )
    {
        var drafts = quests.ToDictionary(q => q.Id, q => new Draft(q));
        while (await reader.ReadAsync(cancellationToken))
        {
            var draft = drafts[reader.GetGuid("id")];
            draft.Row = QuestRow.Read(reader, draft.Quest.Viewer);
        }

        await ReadAsync(reader, drafts, draft => draft.Timeline.Add(QuestParts.Move(reader)), cancellationToken);
        if (quests.Any(q => q.HasEvidence))
        {
            await ReadAsync(reader, drafts, draft => draft.Files.Add(QuestParts.File(reader)), cancellationToken);
        }
        await reader.NextResultAsync(cancellationToken);
        return drafts.ToDictionary(
            d => d.Key,
            d => QuestParts.Assemble(d.Value.Row!, d.Value.Quest.Attestations, d.Value.Timeline, d.Value.Files)
        );
    }

    private static async Task ReadAsync(
        NpgsqlDataReader reader,
        Dictionary<Guid, Draft> drafts,
        Action<Draft> read,
        CancellationToken cancellationToken
    )
    {
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            read(drafts[reader.GetGuid("quest_id")]);
        }
    }

    private sealed record Draft(AttestedQuest Quest)
    {
        public QuestRow? Row { get; set; }
        public List<TimelineRow> Timeline { get; } = new(4);
        public List<EvidenceResponse> Files { get; } = [];
    }
}
