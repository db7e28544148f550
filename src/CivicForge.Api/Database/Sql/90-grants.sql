-- Each process may do to the database what its slices do, and nothing else. What an earlier version granted is taken first; the files 9x are one
-- transaction, so that nobody meets the moment in between.
REVOKE ALL ON ALL TABLES IN SCHEMA civic FROM civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA civic FROM civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
GRANT USAGE ON SCHEMA civic, chain TO civic_api, civic_anchorer, civic_auditor;
GRANT SELECT ON ALL TABLES IN SCHEMA civic, chain TO civic_api, civic_anchorer, civic_auditor;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA civic TO civic_api, civic_anchorer;

GRANT INSERT, UPDATE ON civic.members, civic.quests TO civic_api;
GRANT INSERT, UPDATE, DELETE ON civic.sessions, civic.refresh_tokens, civic.sign_in_nonces, civic.idempotency_keys TO civic_api;
GRANT INSERT ON civic.quest_moves, civic.evidence_files, civic.attestations, civic.completions, civic.point_entries, civic.rewards TO civic_api;
-- Erasure takes reasons and bytes; a file that is uploaded again is its last uploader's.
GRANT UPDATE (reason) ON civic.quest_moves TO civic_api;
GRANT UPDATE (bytes, uploaded_by, uploaded_at) ON civic.evidence_files TO civic_api;
GRANT UPDATE (completion_receipt) ON civic.attestations TO civic_api;

-- What is due by time: expiry with its refund, and clearing of what has run out.
GRANT USAGE ON SCHEMA civic TO civic_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA civic TO civic_worker;
GRANT SELECT ON civic.migrations, civic.quests, civic.quest_moves, civic.point_entries TO civic_worker;
GRANT UPDATE ON civic.quests TO civic_worker;
GRANT INSERT ON civic.quest_moves, civic.point_entries TO civic_worker;
GRANT SELECT, DELETE ON civic.sign_in_nonces, civic.idempotency_keys, civic.refresh_tokens, civic.sessions TO civic_worker;

GRANT UPDATE (seal, position, tree_index) ON civic.completions TO civic_anchorer;
