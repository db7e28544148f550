namespace CivicForge.Indexer.Database;

/// <summary>
/// What other programs read: views over canonical blocks, and the grants that make the ownership of schema <c>chain</c>
/// real. A reorg flips <c>blocks.canonical</c>, so every view is right at once.
/// </summary>
internal static class ChainViews
{
    private const string Where = """
        e.transaction_hash, b.number AS block_number, b.hash AS block_hash, b.block_time, e.log_index,
            CASE WHEN b.number <= c.finalized_number THEN 'finalized' ELSE 'mined' END AS finality
        """;

    private const string Joins =
        "JOIN chain.blocks b ON b.hash = e.block_hash AND b.canonical CROSS JOIN chain.cursors c";

    internal const string Create = $"""
        CREATE VIEW chain.anchors AS
        SELECT e.contract, e.batch_id, e.root, e.leaf_count, {Where}
        FROM chain.batch_anchored e {Joins};

        CREATE VIEW chain.reward_claims AS
        SELECT e.contract, e.quest_id, e.performer, e.creator, e.batch_id, e.xp, e.reputation, {Where}
        FROM chain.reward_claimed e {Joins};

        CREATE VIEW chain.revocations AS
        SELECT e.contract, e.leaf, e.revoked_by, e.quest_id, e.batch_id, e.reason, {Where}
        FROM chain.attestation_revoked e {Joins};

        CREATE VIEW chain.withheld_batches AS
        SELECT DISTINCT ON (e.contract, e.batch_id) e.contract, e.batch_id, e.withheld, {Where}
        FROM chain.batch_withheld e {Joins}
        ORDER BY e.contract, e.batch_id, b.number DESC, e.log_index DESC;

        CREATE VIEW chain.receipt_keys AS
        SELECT e.contract, e.key, e.previous, {Where}
        FROM chain.receipt_key_changed e {Joins};

        CREATE VIEW chain.status AS
        SELECT number, hash, finalized_number, finalized_hash, head_number, updated_at, halted_reason, chain_id,
            start_block
        FROM chain.cursors;
        """;

    /// <summary>What happened while reading: for operators.</summary>
    internal const string CreateLogs = """
        CREATE VIEW chain.reorg_log AS
        SELECT id, found_at, from_number, from_hash, ancestor_number, ancestor_hash, blocks FROM chain.reorgs;

        CREATE VIEW chain.finding_log AS
        SELECT id, found_at, kind, block_number, detail FROM chain.findings;
        """;

    internal const string DropLogs = "DROP VIEW chain.reorg_log, chain.finding_log;";

    internal const string GrantLogs = """
        GRANT SELECT, INSERT ON chain.reorgs TO civic_indexer;
        GRANT SELECT ON chain.reorgs TO civic_auditor;
        GRANT SELECT ON chain.reorg_log, chain.finding_log TO civic_api, civic_anchorer, civic_auditor;
        """;

    /// <summary>
    /// The one thing that another program may change: read the final blocks again from the start. The second pass and
    /// the state audit begin anew with the indexer's next idle moment; a pass that runs meanwhile moves a mark only
    /// from where it stood. Null when the indexer has never started.
    /// </summary>
    internal const string CreateReindex = """
        CREATE OR REPLACE VIEW chain.status AS
        SELECT number, hash, finalized_number, finalized_hash, head_number, updated_at, halted_reason, chain_id,
            start_block, reread_number
        FROM chain.cursors;

        CREATE FUNCTION chain.reindex() RETURNS bigint LANGUAGE sql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $$
            UPDATE chain.cursors SET reread_number = start_block - 1, audited_number = NULL RETURNING start_block
        $$;
        REVOKE ALL ON FUNCTION chain.reindex() FROM public;
        GRANT EXECUTE ON FUNCTION chain.reindex() TO civic_anchorer;
        """;

    internal const string DropReindex = "DROP FUNCTION chain.reindex();";

    internal const string Drop = """
        DROP VIEW chain.status, chain.receipt_keys, chain.withheld_batches, chain.revocations, chain.reward_claims,
            chain.anchors;
        """;

    /// <summary>The indexer may insert and flip, nobody may delete; api and anchorer see the views only; the auditor
    /// reads everything.</summary>
    internal const string Grant = """
        GRANT USAGE ON SCHEMA chain TO civic_indexer, civic_api, civic_anchorer, civic_auditor;
        GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA chain TO civic_indexer;
        GRANT UPDATE (canonical) ON chain.blocks TO civic_indexer;
        GRANT UPDATE ON chain.cursors, chain.coverage TO civic_indexer;
        GRANT SELECT ON chain.anchors, chain.reward_claims, chain.revocations, chain.withheld_batches,
            chain.receipt_keys, chain.status
            TO civic_api, civic_anchorer;
        GRANT SELECT ON ALL TABLES IN SCHEMA chain TO civic_auditor;
        """;

    /// <summary>
    /// Who may do what in schema <c>chain</c> as of this version, run after every migration: what an earlier version
    /// granted, here or in the Api's scripts, is taken first, and tables that are made later are nobody's until they
    /// are named here. Api, anchorer and auditor read; only the indexer writes.
    /// </summary>
    internal const string Grants = """
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
        """;
}
