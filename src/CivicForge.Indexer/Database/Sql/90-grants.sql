-- Who may do what in schema chain as of this version: what an earlier version granted, here or in the Api's scripts, is
-- taken first, and tables that are made later are nobody's until they are named here. The indexer may insert and flip,
-- nobody may delete; api and anchorer see the views only; the auditor reads everything.
REVOKE ALL ON ALL TABLES IN SCHEMA chain
FROM public, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA chain
FROM public, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA chain
FROM public, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
REVOKE ALL ON SCHEMA chain FROM public, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
GRANT USAGE ON SCHEMA chain TO civic_indexer, civic_api, civic_anchorer, civic_auditor;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA chain TO civic_indexer;
REVOKE INSERT ON chain.migrations FROM civic_indexer;
GRANT UPDATE (canonical) ON chain.blocks TO civic_indexer;
GRANT UPDATE ON chain.cursors, chain.coverage TO civic_indexer;
GRANT SELECT ON chain.anchors, chain.reward_claims, chain.revocations, chain.withheld_batches,
    chain.receipt_keys, chain.status, chain.reorg_log, chain.finding_log
    TO civic_api, civic_anchorer;
GRANT SELECT ON ALL TABLES IN SCHEMA chain TO civic_auditor;
GRANT EXECUTE ON FUNCTION chain.reindex() TO civic_anchorer;
