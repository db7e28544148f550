-- What the chain has decided for good, as role worker makes events of it (ProjectFinality). A root that stands in two
-- batches counts where it stood first, as in civic.batch_states.
CREATE OR REPLACE VIEW civic.final_facts AS
SELECT 'batch.finalized' AS kind, a.root AS subject, NULL::bytea AS parties, 'public' AS visibility,
  a.finality AS status, a.block_number, a.log_index
FROM chain.anchors a JOIN civic.batches b ON b.root = a.root
WHERE a.finality = 'finalized'
  AND NOT EXISTS (SELECT FROM chain.anchors o WHERE o.root = a.root AND o.batch_id < a.batch_id)
UNION ALL
SELECT 'reward.final', uuid_send(p.quest_id), q.creator || q.performer, q.visibility, 'final', p.block_number,
  p.log_index
FROM chain.reward_claims p JOIN civic.completions c ON c.quest_id = p.quest_id AND c.creator = p.creator
JOIN civic.quests q ON q.id = p.quest_id
WHERE p.finality = 'finalized';

CREATE OR REPLACE VIEW civic.final_blocks AS SELECT finalized_number AS number, start_block FROM chain.status;

-- Readers know by transactions what they have seen. After a restore from a dump, rows name transactions of another
-- server, which may not have begun on this one.
UPDATE civic.events SET xact = pg_current_xact_id() WHERE xact >= pg_snapshot_xmax(pg_current_snapshot());

-- And a reader that keeps its place names a snapshot of the other server: it reads all of them again, and knows by their
-- ids what it has done.
UPDATE civic.event_readers SET position = '1:1:', until = NULL, after = 0
WHERE pg_snapshot_xmax(position::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot());
