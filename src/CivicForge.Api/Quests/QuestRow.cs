using CivicForge.Api.Database;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>One row of the read query: a quest with what its completion, batch and reward say. Columns are read in the order of <see cref="Columns"/>.</summary>
internal sealed record QuestRow
{
    /// <summary>Parameter $1 is the viewer's address or null.</summary>
    public const string Columns = $"{Before}, {HasAttested}, {After}";

    /// <summary>No EXISTS, which the planner would rather answer by hashing all attestations.</summary>
    public const string HasAttested =
        "$1 IS NOT NULL AND coalesce((SELECT true FROM civic.attestations a WHERE a.quest_id = q.id AND a.work_hash = q.work_hash AND a.attester = $1 LIMIT 1), false) AS has_attested";

    /// <summary>The same for a viewer who has just attested.</summary>
    public const string FreshColumns = $"{Before}, true AS has_attested, {After}";

    /// <summary>The columns of a quest itself.</summary>
    public const string Before = """
        q.id, q.title, q.description, q.exceptional_criteria, q.category, q.tags, q.reward_xp, q.reward_reputation, q.evidence_required, q.due_at,
        q.visibility, q.status, q.creator, q.performer, q.submission_text, q.submission_evidence, q.work_hash, q.submitted_at, q.deadline, q.completed_at,
        q.created_at, q.updated_at, q.version
        """;

    private const string After = """
        c.anchor_by, c.leaf, coalesce(b.state, 'waiting') AS anchoring_state, b.batch_id, b.root, b.transaction_hash, r.state, r.xp, r.reputation, r.transaction_hash
        """;

    /// <summary>Follows a FROM that calls the quests q. Status is derived: what the batch and the reward are comes from views over the chain. The batch is looked up once,
    /// for the reward too, which is why this does not join <c>civic.reward_states</c>.</summary>
    public const string Joins = """
        LEFT JOIN civic.completions c ON c.quest_id = q.id
        LEFT JOIN civic.batch_states b ON b.seal = c.seal
        LEFT JOIN LATERAL (
          SELECT civic.reward_state(p.finality, y.state, b.batch_id IS NOT NULL) AS state, w.xp, w.reputation, p.transaction_hash
          FROM civic.rewards w
          LEFT JOIN LATERAL (SELECT p.finality, p.transaction_hash FROM chain.reward_claims p WHERE p.quest_id = w.quest_id AND p.creator = w.creator LIMIT 1) p ON true
          LEFT JOIN civic.reward_relays y ON y.quest_id = w.quest_id
          WHERE w.quest_id = q.id) r ON true
        """;

    /// <summary>The same for a quest that was just written: what is not sealed yet has neither batch nor claim, and the views over the chain cost
    /// more to plan than everything else.</summary>
    public const string FreshJoins = """
        LEFT JOIN civic.completions c ON c.quest_id = q.id
        LEFT JOIN (SELECT NULL::text AS state, NULL::bigint AS batch_id, NULL::bytea AS root, NULL::bytea AS transaction_hash) b ON false
        LEFT JOIN (SELECT quest_id, 'earned' AS state, xp, reputation, NULL::bytea AS transaction_hash FROM civic.rewards) r ON r.quest_id = q.id
        """;

    public required QuestItem Item { get; init; }
    public required string? SubmissionText { get; init; }
    public required IReadOnlyList<Hash32> EvidenceHashes { get; init; }
    public required Hash32? WorkHash { get; init; }
    public required DateTime? SubmittedAt { get; init; }
    public required long? Deadline { get; init; }
    public required int Version { get; init; }
    public required long? AnchorBy { get; init; }
    public required Hash32? Leaf { get; init; }

    /// <summary>Whether the viewer may see the texts.</summary>
    public required bool IsVisible { get; init; }

    public static QuestRow Read(NpgsqlDataReader reader, Address? viewer)
    {
        var status = Words.Parse<QuestStatus>(reader.GetString(11));
        var creator = new Address(reader.GetFieldValue<byte[]>(12));
        var performer = reader.AddressOrNull(13);
        var isPrivate = reader.GetString(10) == "parties";
        var isVisible = !isPrivate || (viewer is { } who && (who == creator || who == performer));
        var anchorBy = reader.Int64OrNull(24);
        return new QuestRow
        {
            IsVisible = isVisible,
            SubmissionText = isVisible ? reader.StringOrNull(14) : null,
            EvidenceHashes = EvidenceList.Split(reader.GetFieldValue<byte[]>(15)),
            WorkHash = reader.HashOrNull(16),
            SubmittedAt = reader.DateTimeOrNull(17),
            Deadline = reader.Int64OrNull(18),
            Version = reader.GetInt32(22),
            AnchorBy = anchorBy,
            Leaf = reader.HashOrNull(25),
            Item = new QuestItem
            {
                Id = reader.GetGuid(0),
                Title = isVisible ? reader.StringOrNull(1) : TitleHash.PrivateTitle,
                Description = isVisible ? reader.StringOrNull(2) : null,
                ExceptionalCriteria = isVisible ? reader.StringOrNull(3) : null,
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
                CompletedAt = reader.Int64OrNull(19),
                CreatedAt = reader.GetDateTime(20),
                UpdatedAt = reader.GetDateTime(21),
                Actions = QuestActions.For(viewer, status, creator, performer, reader.GetBoolean(23)),
                Anchoring = anchorBy is { } by ? new AnchoringResponse(reader.GetString(26), reader.Int64OrNull(27), reader.HashOrNull(28), by, reader.HashOrNull(29)) : null,
                Reward = reader.IsDBNull(30) ? null : new RewardResponse(reader.GetString(30), reader.GetInt32(31), reader.GetInt32(32), reader.HashOrNull(33)),
            },
        };
    }
}
