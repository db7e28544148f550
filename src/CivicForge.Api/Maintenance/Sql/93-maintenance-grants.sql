-- Operators turn the switch through role api; jobs look at it, and who turned it is not theirs to know.
GRANT INSERT (mode, reason, until, changed_by, changed_at) ON civic.maintenance_changes TO civic_api;
GRANT SELECT (id, mode, reason, until, changed_at) ON civic.maintenance_changes TO civic_anchorer, civic_worker;
