namespace CivicForge.Api.Quests;

/// <summary>A quest as role worker reads it to move it: whose it is, its state and its times. Terms, texts and hashes
/// are not the worker's to read, so that constants stand in their places. What a move takes away comes as something
/// that is not null, or EF would see nothing to change; the rest is never changed.</summary>
internal static class DueQuest
{
    /// <summary>{0} is the id. Rows that somebody else holds are passed over.</summary>
    public const string Lock = """
        SELECT id, creator, performer, status, visibility, charged, due_at, due_order, claim_until, remind_at,
          closed_at, version, submission_evidence,
          '' AS former_text, ''::bytea AS former_evidence, decode(repeat('00', 32), 'hex') AS link_hash,
          NULL AS title, decode(repeat('00', 32), 'hex') AS title_hash, NULL AS description,
          NULL AS exceptional_criteria, '' AS category, '{{}}'::text[] AS tags,
          0 AS claim_days, NULL::timestamptz AS nudged_at,
          0 AS reward_xp, 0 AS reward_reputation, false AS evidence_required,
          NULL AS submission_text, NULL::bytea AS salt, NULL::bytea AS work_hash,
          1::smallint AS work_format, NULL::bytea AS terms_salts, NULL::bytea AS submission_salts,
          NULL::timestamptz AS submitted_at, NULL::bigint AS deadline, NULL::bigint AS completed_at,
          'epoch'::timestamptz AS created_at, 'epoch'::timestamptz AS updated_at
        FROM civic.quests WHERE id = {0} FOR UPDATE SKIP LOCKED
        """;
}
