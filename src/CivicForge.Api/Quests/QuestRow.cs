using CivicForge.Api.Database;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>One row of the read query: a quest with what its completion, batch and reward say. Columns are read in the
/// order of <see cref="Select"/>.</summary>
internal sealed record QuestRow
{
    /// <summary>Quests by their ids: parameter $1 is the viewer's address or null, $2 the ids. Status is derived: what
    /// batch and reward are comes from views over the chain. Batches and claims are looked up once for all of a page,
    /// which has few batches, not once a row; what was earned stands in the completion too; and of the relay's work
    /// list only what it gave up is of interest, which has an index of its own. Who has attested is asked without
    /// EXISTS, which the planner would rather answer by hashing all attestations. A quest that the viewer does not see
    /// is not there.</summary>
    public static readonly string Select = $"""
        WITH page AS MATERIALIZED (
          SELECT {Quest}, q.closed_at, c.anchor_by, c.leaf, c.seal, c.xp, c.reputation FROM civic.quests q
          LEFT JOIN civic.completions c ON c.quest_id = q.id
          WHERE q.id = ANY($2) AND {Seen.By("$1")}),
        batch AS MATERIALIZED (SELECT b.* FROM (SELECT DISTINCT seal FROM page WHERE seal IS NOT NULL) s
            JOIN civic.batch_states b ON b.seal = s.seal),
        claim AS MATERIALIZED (SELECT DISTINCT ON (p.quest_id, p.creator) p.quest_id, p.creator, p.finality,
            p.transaction_hash FROM chain.reward_claims p WHERE p.quest_id = ANY($2)),
        given_up AS MATERIALIZED (SELECT y.quest_id, y.state FROM civic.reward_relays y
            WHERE y.state IN ('abandoned', 'unpayable') AND y.quest_id = ANY($2))
        SELECT {Quest},
          $1 IS NOT NULL AND coalesce((SELECT true FROM civic.attestations a
              WHERE a.quest_id = q.id AND a.work_hash = q.work_hash AND a.attester = $1 LIMIT 1), false),
          q.anchor_by, q.leaf, coalesce(b.state, 'waiting'), b.batch_id, b.root, b.transaction_hash,
          CASE WHEN q.xp IS NOT NULL THEN civic.reward_state(p.finality, y.state, b.batch_id IS NOT NULL) END, q.xp,
              q.reputation, p.transaction_hash,
          q.status = 'SUBMITTED' AND coalesce((SELECT true FROM civic.attestations a
              WHERE a.quest_id = q.id AND a.work_hash = q.work_hash LIMIT 1), false),
          coalesce(q.due_at <= clock_timestamp(), false), q.closed_at IS NOT NULL
        FROM page q LEFT JOIN batch b ON b.seal = q.seal
        LEFT JOIN claim p ON p.quest_id = q.id AND p.creator = q.creator LEFT JOIN given_up y ON y.quest_id = q.id
        """;

    /// <summary>The same columns of quests q that their viewer has just attested, with what w knows of their completion
    /// (<see cref="FreshQuests"/>).</summary>
    public const string FreshColumns = $"""
        {Quest}, true, w.anchor_by, w.leaf, 'waiting', NULL::bigint, NULL::bytea, NULL::bytea,
        CASE WHEN w.leaf IS NOT NULL THEN 'earned' END, w.xp::integer, w.reputation::integer, NULL::bytea, true, false,
        q.closed_at IS NOT NULL
        """;

    private const string Quest = """
        q.id, q.title, q.description, q.exceptional_criteria, q.category, q.tags, q.reward_xp, q.reward_reputation,
        q.evidence_required, q.due_at, q.visibility, q.status, q.creator, q.performer, q.submission_text,
        q.submission_evidence, q.work_hash, q.submitted_at, q.deadline, q.completed_at, q.created_at, q.updated_at
        """;

    public required QuestItem Item { get; init; }
    public required string? SubmissionText { get; init; }
    public required IReadOnlyList<Hash32> EvidenceHashes { get; init; }
    public required Hash32? WorkHash { get; init; }
    public required DateTime? SubmittedAt { get; init; }
    public required long? Deadline { get; init; }
    public required long? AnchorBy { get; init; }
    public required Hash32? Leaf { get; init; }

    public static QuestRow Read(NpgsqlDataReader reader, Address? viewer)
    {
        var status = Words.Parse<QuestStatus>(reader.GetString(11));
        var creator = new Address(reader.GetFieldValue<byte[]>(12));
        var performer = reader.AddressOrNull(13);
        var anchorBy = reader.Int64OrNull(23);
        return new QuestRow
        {
            SubmissionText = reader.StringOrNull(14),
            EvidenceHashes = EvidenceList.Split(reader.GetFieldValue<byte[]>(15)),
            WorkHash = reader.HashOrNull(16),
            SubmittedAt = reader.DateTimeOrNull(17),
            Deadline = reader.Int64OrNull(18),
            AnchorBy = anchorBy,
            Leaf = reader.HashOrNull(24),
            Item = new QuestItem
            {
                Id = reader.GetGuid(0),
                Title = reader.StringOrNull(1),
                Description = reader.StringOrNull(2),
                ExceptionalCriteria = reader.StringOrNull(3),
                Category = reader.GetString(4),
                Tags = reader.GetFieldValue<string[]>(5),
                RewardXp = reader.GetInt32(6),
                RewardReputation = reader.GetInt32(7),
                EvidenceRequired = reader.GetBoolean(8),
                DueAt = reader.DateTimeOrNull(9),
                Visibility = reader.GetString(10),
                Status = reader.GetString(11),
                Creator = creator,
                Performer = performer,
                Closed = reader.GetBoolean(35),
                CompletedAt = reader.Int64OrNull(19),
                CreatedAt = reader.GetDateTime(20),
                UpdatedAt = reader.GetDateTime(21),
                Actions = QuestMoves.For(
                    viewer,
                    new QuestSituation(
                        status,
                        creator,
                        performer,
                        HasAttested: reader.GetBoolean(22),
                        IsSigned: reader.GetBoolean(33),
                        IsDue: reader.GetBoolean(34),
                        IsClosed: reader.GetBoolean(35)
                    )
                ),
                Anchoring = anchorBy is { } by
                    ? new AnchoringResponse(
                        reader.GetString(25),
                        reader.Int64OrNull(26),
                        reader.HashOrNull(27),
                        by,
                        reader.HashOrNull(28)
                    )
                    : null,
                Reward = reader.IsDBNull(29)
                    ? null
                    : new RewardResponse(
                        reader.GetString(29),
                        reader.GetInt32(30),
                        reader.GetInt32(31),
                        reader.HashOrNull(32)
                    ),
            },
        };
    }
}
