-- Roles belong to the whole server: another database or the indexer's migration may have made them already.
DO $$
DECLARE
  name text;
  secret text := current_setting('civic.password', true);
BEGIN
  FOREACH name IN ARRAY ARRAY['civic_api', 'civic_anchorer', 'civic_worker', 'civic_indexer', 'civic_auditor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I LOGIN', name);
        IF coalesce(secret, '') <> '' THEN EXECUTE format('ALTER ROLE %I PASSWORD %L', name, secret); END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- made by a migration of another database of this server in the meantime
      END;
    END IF;
  END LOOP;
END $$;
