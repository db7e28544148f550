-- What other programs read: views over canonical blocks. A reorganisation flips blocks.canonical, so every view is
-- right at once. They are replaced in place, because views of schema civic are made of them: a column may be added at
-- the end, and none removed.

CREATE OR REPLACE VIEW chain.anchors AS
SELECT e.contract, e.batch_id, e.root, e.leaf_count,
  e.transaction_hash, b.number AS block_number, b.hash AS block_hash, b.block_time, e.log_index,
  CASE WHEN b.number <= c.finalized_number THEN 'finalized' ELSE 'mined' END AS finality
FROM chain.batch_anchored e
JOIN chain.blocks b ON b.hash = e.block_hash AND b.canonical CROSS JOIN chain.cursors c;

CREATE OR REPLACE VIEW chain.reward_claims AS
SELECT e.contract, e.quest_id, e.performer, e.creator, e.batch_id, e.xp, e.reputation,
  e.transaction_hash, b.number AS block_number, b.hash AS block_hash, b.block_time, e.log_index,
  CASE WHEN b.number <= c.finalized_number THEN 'finalized' ELSE 'mined' END AS finality
FROM chain.reward_claimed e
JOIN chain.blocks b ON b.hash = e.block_hash AND b.canonical CROSS JOIN chain.cursors c;

CREATE OR REPLACE VIEW chain.revocations AS
SELECT e.contract, e.leaf, e.revoked_by, e.quest_id, e.batch_id, e.reason,
  e.transaction_hash, b.number AS block_number, b.hash AS block_hash, b.block_time, e.log_index,
  CASE WHEN b.number <= c.finalized_number THEN 'finalized' ELSE 'mined' END AS finality
FROM chain.attestation_revoked e
JOIN chain.blocks b ON b.hash = e.block_hash AND b.canonical CROSS JOIN chain.cursors c;

CREATE OR REPLACE VIEW chain.withheld_batches AS
SELECT DISTINCT ON (e.contract, e.batch_id) e.contract, e.batch_id, e.withheld,
  e.transaction_hash, b.number AS block_number, b.hash AS block_hash, b.block_time, e.log_index,
  CASE WHEN b.number <= c.finalized_number THEN 'finalized' ELSE 'mined' END AS finality
FROM chain.batch_withheld e
JOIN chain.blocks b ON b.hash = e.block_hash AND b.canonical CROSS JOIN chain.cursors c
ORDER BY e.contract, e.batch_id, b.number DESC, e.log_index DESC;

CREATE OR REPLACE VIEW chain.receipt_keys AS
SELECT e.contract, e.key, e.previous,
  e.transaction_hash, b.number AS block_number, b.hash AS block_hash, b.block_time, e.log_index,
  CASE WHEN b.number <= c.finalized_number THEN 'finalized' ELSE 'mined' END AS finality
FROM chain.receipt_key_changed e
JOIN chain.blocks b ON b.hash = e.block_hash AND b.canonical CROSS JOIN chain.cursors c;

CREATE OR REPLACE VIEW chain.status AS
SELECT number, hash, finalized_number, finalized_hash, head_number, updated_at, halted_reason, chain_id, start_block,
  reread_number
FROM chain.cursors;

-- What happened while reading: for operators.
CREATE OR REPLACE VIEW chain.reorg_log AS
SELECT id, found_at, from_number, from_hash, ancestor_number, ancestor_hash, blocks
FROM chain.reorgs;

CREATE OR REPLACE VIEW chain.finding_log AS
SELECT id, found_at, kind, block_number, detail
FROM chain.findings;
