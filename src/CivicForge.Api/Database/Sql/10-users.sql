-- Roles belong to the whole server: another database or the indexer's migration may have made them already. Without a password, which `migrate` sets
-- where it is given, nobody can sign in as one where the server asks for passwords.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['civic_api', 'civic_anchorer', 'civic_worker', 'civic_indexer', 'civic_auditor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I LOGIN', name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- made by a migration of another database of this server in the meantime
      END;
    END IF;
  END LOOP;
END $$;
