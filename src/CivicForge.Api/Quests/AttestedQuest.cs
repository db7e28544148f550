using System.Data;
using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>What the second signature fixed.</summary>
/// <param name="At">When, by the database's clock.</param>
internal sealed record FreshCompletion(DateTime At, Hash32 Leaf, long AnchorBy, uint Xp, uint Reputation);

/// <summary>A quest that was just attested, for the answer to whoever attested it: nothing that its transaction wrote
/// is read back. What is not sealed yet has neither batch nor claim.</summary>
/// <param name="Before">As the attester saw it under the row's lock.</param>
/// <param name="Timeline">Before, newest first.</param>
/// <param name="Attestations">All of this submission, the creator's first.</param>
/// <param name="Completed">Null after the first signature.</param>
internal sealed record AttestedQuest(
    QuestRow Before,
    Address Attester,
    IReadOnlyList<TimelineRow> Timeline,
    IReadOnlyList<AttestationResponse> Attestations,
    FreshCompletion? Completed
)
{
    /// <summary>The rows of quests by their ids ($1), in the order of their ids.</summary>
    public const string Rows =
        $"SELECT {QuestRow.LockedColumns}, q.title_hash FROM civic.quests q WHERE q.id = ANY($1) ORDER BY q.id";

    public const string LockedRows = Rows + " FOR UPDATE";

    /// <summary>The newest lines of their timelines.</summary>
    public static readonly string Timelines = $"""
        SELECT w.id AS quest_id, m.* FROM unnest($1) AS w (id)
        CROSS JOIN LATERAL (SELECT {QuestParts.MoveColumns} FROM civic.quest_moves WHERE quest_id = w.id
            ORDER BY id DESC LIMIT {QuestTimeline.Newest + 1}) m
        """;

    /// <summary>Their files.</summary>
    internal const string Files = $"""
        SELECT w.id AS quest_id, f.* FROM unnest($1) AS w (id)
        CROSS JOIN LATERAL (SELECT {QuestParts.FileColumns} FROM civic.evidence_files WHERE quest_id = w.id LIMIT 100) f
        """;

    public Guid Id => Before.Item.Id;

    public static (Guid Quest, TimelineRow Line) ReadLine(NpgsqlDataReader reader) =>
        (reader.GetGuid("quest_id"), QuestParts.Move(reader));

    /// <summary>Asks for the files of those that have some.</summary>
    public static void AddFiles(NpgsqlBatch batch, IReadOnlyList<AttestedQuest> quests) =>
        batch.AddRows(
            Files,
            [.. quests.Where(q => q.Before.EvidenceHashes.Count > 0)],
            columns => columns.Uuid(q => q.Id)
        );

    /// <summary>Reads the result of <see cref="AddFiles"/>, the only one that has columns, if there is one.</summary>
    public static async Task<ILookup<Guid, EvidenceResponse>> ReadFilesAsync(
        NpgsqlDataReader reader,
        CancellationToken cancellationToken
    )
    {
        var files = new List<(Guid Quest, EvidenceResponse File)>();
        while (reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken))
        {
            files.Add((reader.GetGuid("quest_id"), QuestParts.File(reader)));
        }
        return files.ToLookup(f => f.Quest, f => f.File);
    }

    public QuestResponse Response(IEnumerable<EvidenceResponse> files) =>
        Completed is { } completed
            ? QuestParts.Assemble(
                Before.Complete(Attester, completed),
                Attestations,
                [Line(completed.At), .. Timeline],
                files
            )
            : QuestParts.Assemble(Before, Attestations, Timeline, files);

    /// <summary>The newest line is shown whatever its number is.</summary>
    private TimelineRow Line(DateTime at) =>
        new(
            long.MaxValue,
            new TimelineItem(at, Attester, Words.Of(QuestStatus.Submitted), Words.Of(QuestStatus.Complete), null)
        );
}
