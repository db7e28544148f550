-- Each process may do to the database what its slices do, and nothing else; tables that are made later are nobody's until they are named here. What an
-- earlier version granted is taken first; the files 9x are one transaction, so that nobody meets the moment in between. Schema chain is the indexer's
-- to grant. tests/CivicForge.Api.Tests/Database/grants.txt holds what all of this comes to.
REVOKE ALL ON ALL TABLES IN SCHEMA civic FROM PUBLIC, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA civic FROM PUBLIC, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
REVOKE ALL ON SCHEMA civic FROM PUBLIC, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
GRANT USAGE ON SCHEMA civic TO civic_api, civic_anchorer, civic_worker, civic_auditor;
GRANT SELECT ON civic.migrations TO civic_api, civic_anchorer, civic_worker, civic_auditor;

-- Role api serves all of it to those who may see it.
GRANT SELECT ON ALL TABLES IN SCHEMA civic TO civic_api;
GRANT INSERT, UPDATE ON civic.members, civic.quests TO civic_api;
GRANT INSERT, UPDATE, DELETE ON civic.quest_words, civic.member_words TO civic_api;
GRANT INSERT, UPDATE, DELETE ON civic.sessions, civic.refresh_tokens, civic.sign_in_nonces, civic.idempotency_keys TO civic_api;
GRANT INSERT, DELETE ON civic.quest_requests TO civic_api;
GRANT INSERT ON civic.quest_moves, civic.evidence_files, civic.attestations, civic.completions, civic.point_entries TO civic_api;
GRANT INSERT (kind, subject, actor, parties, visibility, status) ON civic.events TO civic_api;
GRANT INSERT (member), UPDATE (read_number) ON civic.inboxes TO civic_api;
GRANT DELETE ON civic.notifications TO civic_api;
-- Erasure takes reasons and bytes; a file that is uploaded again is its last uploader's.
GRANT UPDATE (reason) ON civic.quest_moves TO civic_api;
GRANT UPDATE (bytes, uploaded_by, uploaded_at, is_former), DELETE ON civic.evidence_files TO civic_api;
GRANT INSERT, UPDATE (bytes) ON civic.evidence_days TO civic_api;

-- Role worker: what is due by time. It moves quests and writes refunds; terms, parties and rewards of a quest are not its to change, and of what it
-- clears it sees no more than when it ran out. Of a quest it reads whose it is, its state, its times and the hashes of its files (DueQuest), no text.
GRANT SELECT (id, creator, performer, status, visibility, charged, due_at, due_order, claim_until, remind_at, submitted_at, work_hash, closed_at, version, submission_evidence) ON civic.quests TO civic_worker;
GRANT UPDATE (status, performer, claim_until, remind_at, former_text, former_evidence, link_hash, updated_at, version) ON civic.quests TO civic_worker;
GRANT SELECT (quest_id, work_hash, role) ON civic.attestations TO civic_worker;
GRANT INSERT, SELECT (id) ON civic.quest_moves, civic.point_entries TO civic_worker;
GRANT INSERT (kind, subject, actor, parties, visibility, status), SELECT (xact, id, at, kind, subject, actor, parties), DELETE ON civic.events TO civic_worker;
GRANT SELECT, INSERT (name, position, after), UPDATE (position, until, after) ON civic.event_readers TO civic_worker;
GRANT SELECT, INSERT, UPDATE (block) ON civic.event_projections TO civic_worker;
GRANT SELECT ON civic.final_facts, civic.final_blocks TO civic_worker;
-- It tells members what happened to their quests: whom, what and when, and no text.
GRANT SELECT (address, erased_at) ON civic.members TO civic_worker;
GRANT SELECT (member, last_number), INSERT (member), UPDATE (last_number) ON civic.inboxes TO civic_worker;
GRANT SELECT (member, number, event, at), INSERT, DELETE ON civic.notifications TO civic_worker;
GRANT SELECT (quest_id), DELETE ON civic.quest_requests TO civic_worker;
GRANT SELECT (expires_at), DELETE ON civic.sign_in_nonces, civic.sessions TO civic_worker;
GRANT SELECT (revoked_at) ON civic.sessions TO civic_worker;
GRANT SELECT (created_at), DELETE ON civic.idempotency_keys TO civic_worker;
GRANT SELECT (used_at), DELETE ON civic.refresh_tokens TO civic_worker;
GRANT SELECT (quest_id, sha256, size, is_former, is_stored), UPDATE (is_former), DELETE ON civic.evidence_files TO civic_worker;
GRANT SELECT (day), DELETE ON civic.evidence_days TO civic_worker;

-- Role anchorer (what it writes: 91): pairs and their signatures, which are public in every proof. No quest, no member, no file, no session.
GRANT SELECT ON civic.attestations, civic.completions TO civic_anchorer;
GRANT UPDATE (seal, position, tree_index) ON civic.completions TO civic_anchorer;

-- The audit reads what it compares.
GRANT SELECT (id, status) ON civic.quests TO civic_auditor;
GRANT SELECT (address) ON civic.members TO civic_auditor;
GRANT SELECT (quest_id) ON civic.quest_moves TO civic_auditor;
GRANT SELECT (quest_id, work_hash, role, storage_receipt) ON civic.attestations TO civic_auditor;
GRANT SELECT ON civic.completions, civic.point_entries, civic.batches, civic.transactions, civic.transaction_attempts, civic.transaction_claims,
  civic.registry_batches, civic.reward_relays, civic.signature_rechecks, civic.anchoring_control, civic.batch_states, civic.reward_states TO civic_auditor;
