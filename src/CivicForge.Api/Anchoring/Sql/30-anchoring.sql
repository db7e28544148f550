-- A sealed batch never changes; proofs read single nodes of its tree, so it is stored uncompressed.
ALTER TABLE civic.batches ALTER COLUMN tree SET STORAGE EXTERNAL;
CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON civic.batches FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();

-- Signed bytes stay what they are, for good: they may have left us.
CREATE OR REPLACE FUNCTION civic.guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) - '{last_sent_at,sends,last_error,refused}'::text[] <> to_jsonb(NEW) - '{last_sent_at,sends,last_error,refused}'::text[] THEN
    RAISE EXCEPTION 'attempt % of transaction % is fixed; only its sendings may be recorded', OLD.number, OLD.transaction_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_attempt BEFORE UPDATE ON civic.transaction_attempts FOR EACH ROW EXECUTE FUNCTION civic.guard_attempt();
CREATE OR REPLACE TRIGGER refuse_delete BEFORE DELETE ON civic.transaction_attempts FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER refuse_delete BEFORE DELETE ON civic.transactions FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();

-- A write of a holder that slept through its lease: the fence of a row never goes back.
CREATE OR REPLACE FUNCTION civic.guard_fence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.fence < OLD.fence THEN
    RAISE EXCEPTION '% was written under fence %; % is too late', TG_TABLE_NAME, OLD.fence, NEW.fence USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_fence BEFORE UPDATE ON civic.transactions FOR EACH ROW EXECUTE FUNCTION civic.guard_fence();
CREATE OR REPLACE TRIGGER guard_fence BEFORE UPDATE ON civic.leases FOR EACH ROW EXECUTE FUNCTION civic.guard_fence();
CREATE OR REPLACE TRIGGER guard_fence BEFORE UPDATE ON civic.reward_relays FOR EACH ROW EXECUTE FUNCTION civic.guard_fence();
