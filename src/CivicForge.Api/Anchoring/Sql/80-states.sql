-- What the chain says is derived, never stored: a reorg moves these views by itself.
DROP VIEW IF EXISTS civic.reward_states, civic.batch_states;

CREATE VIEW civic.batch_states AS
SELECT b.seal, b.root, b.leaf_count, b.sealed_at,
  coalesce(a.finality, CASE WHEN t.hash IS NULL THEN 'sealed' ELSE 'sent' END) AS state,
  a.batch_id, coalesce(a.transaction_hash, t.hash) AS transaction_hash, a.block_number, a.block_hash, a.block_time AS anchored_at, a.log_index
FROM civic.batches b
LEFT JOIN LATERAL (SELECT * FROM chain.anchors a WHERE a.root = b.root ORDER BY a.batch_id LIMIT 1) a ON true
LEFT JOIN LATERAL (
  SELECT n.hash FROM civic.transactions t JOIN civic.transaction_attempts n ON n.transaction_id = t.id
  WHERE t.seal = b.seal AND t.state IN ('sent', 'mined', 'confirmed', 'finalized')
  ORDER BY (n.hash = t.mined_hash) DESC NULLS LAST, t.id DESC, n.number DESC LIMIT 1) t ON true;

-- A reward's state, from its claim's finality, the relay's row and whether its batch is in a block; inlined into whatever query uses it.
CREATE OR REPLACE FUNCTION civic.reward_state(claim text, relay text, anchored boolean) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN claim = 'finalized' THEN 'final' WHEN claim = 'mined' THEN 'claimed' WHEN relay IN ('abandoned', 'unpayable') THEN relay WHEN anchored THEN 'anchored' ELSE 'earned' END
$$;

CREATE VIEW civic.reward_states AS
SELECT r.quest_id, r.creator, r.performer, r.xp, r.reputation,
  civic.reward_state(p.finality, y.state, a.finality IS NOT NULL) AS state,
  p.transaction_hash, y.tries,
  CASE y.over_budget
    WHEN 'member' THEN 'The relay budget of its performer for today is used up; it is claimed after ' || y.next_at || '.'
    WHEN 'total' THEN 'The relay budget for today is used up; it is claimed after ' || y.next_at || '.'
    WHEN 'member-wei' THEN 'What claims for its performer may cost today does not pay it; it is tried after ' || y.next_at || '.'
    WHEN 'pair-wei' THEN 'What claims for its two members may cost today does not pay it; it is tried after ' || y.next_at || '.'
    WHEN 'newcomers-wei' THEN 'What claims for performers who were never paid before may cost today does not pay it; it is tried after ' || y.next_at || '.'
    WHEN 'total-wei' THEN 'What claims may cost today does not pay it; it is tried after ' || y.next_at || '.'
    ELSE coalesce(y.last_error, CASE WHEN y.queued_at IS NOT NULL THEN 'Others come first: it has waited for its turn since ' || y.next_at || '.' END)
  END AS last_error, y.next_at, to_timestamp(r.completed_at) AS earned_at
FROM civic.completions r
LEFT JOIN civic.batches b ON b.seal = r.seal
LEFT JOIN LATERAL (SELECT a.finality FROM chain.anchors a WHERE a.root = b.root LIMIT 1) a ON true
LEFT JOIN LATERAL (SELECT p.finality, p.transaction_hash FROM chain.reward_claims p WHERE p.quest_id = r.quest_id AND p.creator = r.creator LIMIT 1) p ON true
LEFT JOIN civic.reward_relays y ON y.quest_id = r.quest_id;
