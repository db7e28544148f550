GRANT SELECT ON civic.batches, civic.transactions, civic.transaction_attempts, civic.transaction_claims, civic.registry_batches, civic.reward_relays, civic.signature_rechecks,
  civic.anchoring_control, civic.leases, civic.batch_states, civic.reward_states TO civic_anchorer;
GRANT INSERT, UPDATE ON civic.leases, civic.anchoring_control, civic.transactions, civic.reward_relays TO civic_anchorer;
GRANT INSERT ON civic.batches, civic.transaction_attempts, civic.transaction_claims, civic.registry_batches, civic.signature_rechecks TO civic_anchorer;
GRANT UPDATE (last_sent_at, sends, last_error, refused) ON civic.transaction_attempts TO civic_anchorer;
GRANT UPDATE (acknowledged_at) ON civic.registry_batches TO civic_anchorer;
-- Of a command what is to be done, and nothing of grants: to whom, how many points, and why.
GRANT SELECT (id, kind, quest_id, requested_by, requested_at, done_at, result, fence), UPDATE (done_at, result, fence) ON civic.operator_commands TO civic_anchorer;
GRANT INSERT ON civic.operator_commands TO civic_api;
