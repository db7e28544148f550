namespace CivicForge.Indexer.Database;

/// <summary>
/// What other programs read: views over canonical blocks, and the grants that make the ownership of schema <c>chain</c> real.
/// A reorg flips <c>blocks.canonical</c>, so every view is right at once.
/// </summary>
internal static class ChainViews
{
    private const string Where = """
        e.transaction_hash, b.number as block_number, b.hash as block_hash, b.block_time, e.log_index,
            case when b.number <= c.finalized_number then 'finalized' else 'mined' end as finality
        """;

    private const string Joins = "join chain.blocks b on b.hash = e.block_hash and b.canonical cross join chain.cursors c";

    internal const string Create = $"""
        create view chain.anchors as
        select e.contract, e.batch_id, e.root, e.leaf_count, {Where}
        from chain.batch_anchored e {Joins};

        create view chain.reward_claims as
        select e.contract, e.quest_id, e.performer, e.creator, e.batch_id, e.xp, e.reputation, {Where}
        from chain.reward_claimed e {Joins};

        create view chain.revocations as
        select e.contract, e.leaf, e.revoked_by, e.quest_id, e.batch_id, e.reason, {Where}
        from chain.attestation_revoked e {Joins};

        create view chain.withheld_batches as
        select distinct on (e.contract, e.batch_id) e.contract, e.batch_id, e.withheld, {Where}
        from chain.batch_withheld e {Joins}
        order by e.contract, e.batch_id, b.number desc, e.log_index desc;

        create view chain.receipt_keys as
        select e.contract, e.key, e.previous, {Where}
        from chain.receipt_key_changed e {Joins};

        create view chain.status as
        select number, hash, finalized_number, finalized_hash, head_number, updated_at, halted_reason, chain_id, start_block
        from chain.cursors;
        """;

    /// <summary>What happened while reading: for operators.</summary>
    internal const string CreateLogs = """
        create view chain.reorg_log as
        select id, found_at, from_number, from_hash, ancestor_number, ancestor_hash, blocks from chain.reorgs;

        create view chain.finding_log as
        select id, found_at, kind, block_number, detail from chain.findings;
        """;

    internal const string DropLogs = "drop view chain.reorg_log, chain.finding_log;";

    internal const string GrantLogs = """
        grant select, insert on chain.reorgs to civic_indexer;
        grant select on chain.reorgs to civic_auditor;
        grant select on chain.reorg_log, chain.finding_log to civic_api, civic_anchorer, civic_auditor;
        """;

    /// <summary>
    /// The one thing that another program may change: read the final blocks again from the start. The second pass and the state audit begin anew with the
    /// indexer's next idle moment; a pass that runs meanwhile moves a mark only from where it stood. Null when the indexer has never started.
    /// </summary>
    internal const string CreateReindex = """
        create or replace view chain.status as
        select number, hash, finalized_number, finalized_hash, head_number, updated_at, halted_reason, chain_id, start_block, reread_number
        from chain.cursors;

        create function chain.reindex() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as $$
            update chain.cursors set reread_number = start_block - 1, audited_number = null returning start_block
        $$;
        revoke all on function chain.reindex() from public;
        grant execute on function chain.reindex() to civic_anchorer;
        """;

    internal const string DropReindex = "drop function chain.reindex();";

    internal const string Drop = """
        drop view chain.status, chain.receipt_keys, chain.withheld_batches, chain.revocations, chain.reward_claims, chain.anchors;
        """;

    /// <summary>The indexer may insert and flip, nobody may delete; api and anchorer see the views only; the auditor reads everything.</summary>
    internal const string Grant = """
        grant usage on schema chain to civic_indexer, civic_api, civic_anchorer, civic_auditor;
        grant select, insert on all tables in schema chain to civic_indexer;
        grant update (canonical) on chain.blocks to civic_indexer;
        grant update on chain.cursors, chain.coverage to civic_indexer;
        grant select on chain.anchors, chain.reward_claims, chain.revocations, chain.withheld_batches, chain.receipt_keys, chain.status
            to civic_api, civic_anchorer;
        grant select on all tables in schema chain to civic_auditor;
        """;

    /// <summary>
    /// Who may do what in schema <c>chain</c> as of this version, run after every migration: what an earlier version granted, here or in the Api's
    /// scripts, is taken first, and tables that are made later are nobody's until they are named here. Api, anchorer and auditor read; only the indexer writes.
    /// </summary>
    internal const string Grants = """
        revoke all on all tables in schema chain from public, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
        revoke all on all sequences in schema chain from public, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
        revoke all on all functions in schema chain from public, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
        revoke all on schema chain from public, civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor;
        grant usage on schema chain to civic_indexer, civic_api, civic_anchorer, civic_auditor;
        grant select, insert on all tables in schema chain to civic_indexer;
        revoke insert on chain.migrations from civic_indexer;
        grant update (canonical) on chain.blocks to civic_indexer;
        grant update on chain.cursors, chain.coverage to civic_indexer;
        grant select on chain.anchors, chain.reward_claims, chain.revocations, chain.withheld_batches, chain.receipt_keys, chain.status, chain.reorg_log, chain.finding_log
            to civic_api, civic_anchorer;
        grant select on all tables in schema chain to civic_auditor;
        grant execute on function chain.reindex() to civic_anchorer;
        """;
}
