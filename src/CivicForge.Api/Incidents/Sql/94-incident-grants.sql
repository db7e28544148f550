-- Only role api tells and reads incidents; it may read every table (90).
GRANT INSERT (title, opened_at) ON civic.incidents TO civic_api;
GRANT INSERT (incident_id, state, text, written_by, written_at) ON civic.incident_updates TO civic_api;
