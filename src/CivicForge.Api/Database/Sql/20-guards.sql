-- Rules that outlive every mistake in code: a completed pair and the ledger never change.
CREATE OR REPLACE FUNCTION civic.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'civic.% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE OR REPLACE FUNCTION civic.guard_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.seal IS NOT NULL
     OR to_jsonb(OLD) - '{seal,position,tree_index}'::text[] <> to_jsonb(NEW) - '{seal,position,tree_index}'::text[] THEN
    RAISE EXCEPTION 'completion % is fixed; only its place in a batch may be set, once', OLD.quest_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION civic.guard_attestation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.completion_receipt IS NOT NULL OR to_jsonb(OLD) - 'completion_receipt' <> to_jsonb(NEW) - 'completion_receipt' THEN
    RAISE EXCEPTION 'the % attestation of quest % is fixed; only its completion receipt may be added, once', OLD.role, OLD.quest_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION civic.guard_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reason IS NOT NULL OR to_jsonb(OLD) - 'reason' <> to_jsonb(NEW) - 'reason' THEN
    RAISE EXCEPTION 'a line of the timeline of quest % is fixed; only its reason may be erased', OLD.quest_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER guard_completion BEFORE UPDATE ON civic.completions FOR EACH ROW EXECUTE FUNCTION civic.guard_completion();
CREATE OR REPLACE TRIGGER refuse_delete BEFORE DELETE ON civic.completions FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER guard_attestation BEFORE UPDATE ON civic.attestations FOR EACH ROW EXECUTE FUNCTION civic.guard_attestation();
CREATE OR REPLACE TRIGGER refuse_delete BEFORE DELETE ON civic.attestations FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON civic.point_entries FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER guard_move BEFORE UPDATE ON civic.quest_moves FOR EACH ROW EXECUTE FUNCTION civic.guard_move();
CREATE OR REPLACE TRIGGER refuse_change BEFORE DELETE ON civic.quest_moves FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
