-- Rules that outlive every mistake in code: a completed pair and the ledger never change.
CREATE OR REPLACE FUNCTION civic.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'civic.% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE FUNCTION civic.guard_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'completion % is fixed; only its place in a batch may be set, once', OLD.quest_id USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- The rule itself is the trigger's condition, over every column that is there now: PostgreSQL compares the rows by itself and calls a function only to refuse.
-- (A function that compares them as jsonb took three quarters of the time to seal a batch.)
DO $$
DECLARE
  edits text;
BEGIN
  SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', attname), ' OR ') INTO edits
  FROM pg_attribute
  WHERE attrelid = 'civic.completions'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL (ARRAY['seal', 'position', 'tree_index']);
  EXECUTE format('CREATE OR REPLACE TRIGGER guard_completion BEFORE UPDATE ON civic.completions FOR EACH ROW WHEN (OLD.seal IS NOT NULL OR %s) EXECUTE FUNCTION civic.guard_completion()', edits);
END $$;

CREATE OR REPLACE FUNCTION civic.guard_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reason IS NOT NULL OR to_jsonb(OLD) - 'reason' <> to_jsonb(NEW) - 'reason' THEN
    RAISE EXCEPTION 'a line of the timeline of quest % is fixed; only its reason may be erased', OLD.quest_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Rows that others name without a foreign key stay.
CREATE OR REPLACE FUNCTION civic.refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'civic.% is never deleted from', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER refuse_delete BEFORE DELETE ON civic.quests FOR EACH ROW EXECUTE FUNCTION civic.refuse_delete();
CREATE OR REPLACE TRIGGER refuse_delete BEFORE DELETE ON civic.members FOR EACH ROW EXECUTE FUNCTION civic.refuse_delete();
CREATE OR REPLACE TRIGGER refuse_delete BEFORE DELETE ON civic.completions FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON civic.attestations FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON civic.point_entries FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER guard_move BEFORE UPDATE ON civic.quest_moves FOR EACH ROW EXECUTE FUNCTION civic.guard_move();
CREATE OR REPLACE TRIGGER refuse_change BEFORE DELETE ON civic.quest_moves FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
