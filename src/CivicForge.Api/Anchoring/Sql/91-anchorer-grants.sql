GRANT SELECT ON civic.batches, civic.transactions, civic.transaction_attempts, civic.transaction_claims, civic.registry_batches, civic.reward_relays, civic.signature_rechecks,
  civic.operator_commands, civic.anchoring_control, civic.leases, civic.batch_states, civic.reward_states TO civic_anchorer;
GRANT INSERT, UPDATE ON civic.leases, civic.anchoring_control, civic.transactions, civic.reward_relays TO civic_anchorer;
GRANT INSERT ON civic.batches, civic.transaction_attempts, civic.transaction_claims, civic.registry_batches, civic.signature_rechecks TO civic_anchorer;
GRANT UPDATE (last_sent_at, sends, last_error, refused) ON civic.transaction_attempts TO civic_anchorer;
GRANT UPDATE (acknowledged_at) ON civic.registry_batches TO civic_anchorer;
GRANT UPDATE (done_at, result, fence) ON civic.operator_commands TO civic_anchorer;
GRANT INSERT ON civic.operator_commands TO civic_api;
