-- Whoever sees something raises it; operators acknowledge. What an alarm is about never changes.
GRANT SELECT, INSERT, UPDATE (detail, count, last_seen_at, ended_at) ON civic.alarms TO civic_api, civic_anchorer, civic_worker;
GRANT DELETE ON civic.alarms TO civic_worker;
GRANT UPDATE (acknowledged_at, acknowledged_by) ON civic.alarms TO civic_api;
GRANT SELECT, INSERT, UPDATE (status, reason, last_run_at, last_succeeded_at, failures) ON civic.job_states TO civic_anchorer, civic_worker;
GRANT SELECT (creator, performer, completed_at) ON civic.completions TO civic_worker;
GRANT SELECT (completed_at) ON civic.quests TO civic_worker;
GRANT SELECT ON civic.job_states TO civic_auditor;
GRANT SELECT (id, kind, detail, acknowledged_at) ON civic.alarms TO civic_auditor;
