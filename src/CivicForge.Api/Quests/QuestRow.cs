using System.Data;
using CivicForge.Api.Database;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>One row of the read query: a quest with what its completion, batch and reward say.</summary>
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
          WHERE q.id = ANY($2) AND {QuestAccess.IsSeenBy("$1")}),
        batch AS MATERIALIZED (SELECT b.* FROM (SELECT DISTINCT seal FROM page WHERE seal IS NOT NULL) s
            JOIN civic.batch_states b ON b.seal = s.seal),
        claim AS MATERIALIZED (SELECT DISTINCT ON (p.quest_id, p.creator) p.quest_id, p.creator, p.finality,
            p.transaction_hash FROM chain.reward_claims p WHERE p.quest_id = ANY($2)),
        given_up AS MATERIALIZED (SELECT y.quest_id, y.state FROM civic.reward_relays y
            WHERE y.state IN ('abandoned', 'unpayable') AND y.quest_id = ANY($2))
        SELECT {Quest},
          $1 IS NOT NULL AND coalesce((SELECT true FROM civic.attestations a
              WHERE a.quest_id = q.id AND a.work_hash = q.work_hash AND a.attester = $1 LIMIT 1), false)
              AS has_attested,
          q.anchor_by, q.leaf, coalesce(b.state, 'waiting') AS batch_state, b.batch_id, b.root,
          b.transaction_hash AS batch_transaction,
          CASE WHEN q.xp IS NOT NULL THEN civic.reward_state(p.finality, y.state, b.batch_id IS NOT NULL) END
              AS reward_state,
          q.xp, q.reputation, p.transaction_hash AS claim_transaction,
          q.status = 'SUBMITTED' AND coalesce((SELECT true FROM civic.attestations a
              WHERE a.quest_id = q.id AND a.work_hash = q.work_hash LIMIT 1), false) AS is_signed,
          coalesce(q.due_at <= clock_timestamp(), false) AS is_due, q.closed_at IS NOT NULL AS is_closed,
          clock_timestamp() - q.nudged_at AS nudged_ago
        FROM page q LEFT JOIN batch b ON b.seal = q.seal
        LEFT JOIN claim p ON p.quest_id = q.id AND p.creator = q.creator LEFT JOIN given_up y ON y.quest_id = q.id
        """;

    /// <summary>The same columns of quests q that their viewer is about to have attested, none of which is complete
    /// (<see cref="AttestedQuest"/>).</summary>
    public const string LockedColumns = $"""
        {Quest}, true AS has_attested, NULL::bigint AS anchor_by, NULL::bytea AS leaf, 'waiting' AS batch_state,
        NULL::bigint AS batch_id, NULL::bytea AS root, NULL::bytea AS batch_transaction, NULL AS reward_state,
        NULL::integer AS xp, NULL::integer AS reputation, NULL::bytea AS claim_transaction, true AS is_signed,
        false AS is_due, q.closed_at IS NOT NULL AS is_closed,
        clock_timestamp() - q.nudged_at AS nudged_ago
        """;

    private const string Quest = """
        q.id, q.title, q.description, q.exceptional_criteria, q.category, q.tags, q.reward_xp, q.reward_reputation,
        q.evidence_required, q.due_at, q.claim_days, q.claim_until, q.nudged_at, q.visibility, q.status, q.creator,
        q.performer, q.submission_text, q.submission_evidence, q.work_hash, q.submitted_at, q.deadline, q.completed_at,
        q.created_at, q.updated_at
        """;

    public required QuestItem Item { get; init; }
    public required string? SubmissionText { get; init; }
    public required IReadOnlyList<Hash32> EvidenceHashes { get; init; }
    public required Hash32? WorkHash { get; init; }
    public required DateTime? SubmittedAt { get; init; }
    public required long? Deadline { get; init; }
    public required long? AnchorBy { get; init; }
    public required Hash32? Leaf { get; init; }

    /// <summary>As the attester who completed it sees it: earned, and waiting for its batch.</summary>
    public QuestRow Complete(Address attester, FreshCompletion completed)
    {
        var situation = new QuestSituation(
            QuestStatus.Complete,
            Item.Creator,
            Item.Performer,
            HasAttested: true,
            IsSigned: true,
            IsDue: false,
            Item.Closed,
            IsNudged: false
        );
        return this with
        {
            AnchorBy = completed.AnchorBy,
            Leaf = completed.Leaf,
            Item = Item with
            {
                Status = Words.Of(QuestStatus.Complete),
                CompletedAt = new DateTimeOffset(completed.At).ToUnixTimeSeconds(),
                UpdatedAt = completed.At,
                Actions = QuestMoves.For(attester, situation),
                Anchoring = new AnchoringResponse("waiting", null, null, completed.AnchorBy, null),
                Reward = new RewardResponse("earned", (int)completed.Xp, (int)completed.Reputation, null),
            },
        };
    }

    public static QuestRow Read(NpgsqlDataReader reader, Address? viewer)
    {
        var status = Words.Parse<QuestStatus>(reader.GetString("status"));
        var creator = new Address(reader.Bytes("creator"));
        var performer = reader.AddressOrNull("performer");
        var anchorBy = reader.Int64OrNull("anchor_by");
        return new QuestRow
        {
            SubmissionText = reader.StringOrNull("submission_text"),
            EvidenceHashes = EvidenceList.Split(reader.Bytes("submission_evidence")),
            WorkHash = reader.HashOrNull("work_hash"),
            SubmittedAt = reader.DateTimeOrNull("submitted_at"),
            Deadline = reader.Int64OrNull("deadline"),
            AnchorBy = anchorBy,
            Leaf = reader.HashOrNull("leaf"),
            Item = new QuestItem
            {
                Id = reader.GetGuid("id"),
                Title = reader.StringOrNull("title"),
                Description = reader.StringOrNull("description"),
                ExceptionalCriteria = reader.StringOrNull("exceptional_criteria"),
                Category = reader.GetString("category"),
                Tags = reader.GetFieldValue<string[]>("tags"),
                RewardXp = reader.GetInt32("reward_xp"),
                RewardReputation = reader.GetInt32("reward_reputation"),
                EvidenceRequired = reader.GetBoolean("evidence_required"),
                DueAt = reader.DateTimeOrNull("due_at"),
                ClaimDays = reader.GetInt32("claim_days"),
                ClaimUntil = status == QuestStatus.Claimed ? reader.DateTimeOrNull("claim_until") : null,
                NudgedAt = viewer == creator || viewer == performer ? reader.DateTimeOrNull("nudged_at") : null,
                Visibility = reader.GetString("visibility"),
                Status = reader.GetString("status"),
                Creator = creator,
                Performer = performer,
                Closed = reader.GetBoolean("is_closed"),
                CompletedAt = reader.Int64OrNull("completed_at"),
                CreatedAt = reader.GetDateTime("created_at"),
                UpdatedAt = reader.GetDateTime("updated_at"),
                Actions = QuestMoves.For(
                    viewer,
                    new QuestSituation(
                        status,
                        creator,
                        performer,
                        HasAttested: reader.GetBoolean("has_attested"),
                        IsSigned: reader.GetBoolean("is_signed"),
                        IsDue: reader.GetBoolean("is_due"),
                        IsClosed: reader.GetBoolean("is_closed"),
                        IsNudged: reader.TimeSpanOrNull("nudged_ago") < Deadlines.BetweenNudges
                    )
                ),
                Anchoring = anchorBy is { } by
                    ? new AnchoringResponse(
                        reader.GetString("batch_state"),
                        reader.Int64OrNull("batch_id"),
                        reader.HashOrNull("root"),
                        by,
                        reader.HashOrNull("batch_transaction")
                    )
                    : null,
                Reward = reader.IsDBNull("reward_state")
                    ? null
                    : new RewardResponse(
                        reader.GetString("reward_state"),
                        reader.GetInt32("xp"),
                        reader.GetInt32("reputation"),
                        reader.HashOrNull("claim_transaction")
                    ),
            },
        };
    }
}
