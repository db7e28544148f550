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

-- Bytes exist for a transaction on its way only, each replacement pays at least a tenth more in both fields (nodes refuse it otherwise), and what has
-- bytes is not dropped any more.
CREATE OR REPLACE FUNCTION civic.guard_new_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM civic.transactions WHERE id = NEW.transaction_id AND state IN ('planned', 'signed', 'sent')) THEN
    RAISE EXCEPTION 'transaction % is not on its way; nothing is signed for it', NEW.transaction_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT FROM civic.transaction_attempts a WHERE a.transaction_id = NEW.transaction_id
             AND (NEW.max_fee_per_gas * 10 < a.max_fee_per_gas * 11 OR NEW.max_priority_fee_per_gas * 10 < a.max_priority_fee_per_gas * 11)) THEN
    RAISE EXCEPTION 'a replacement of transaction % has to pay a tenth more', NEW.transaction_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_new_attempt BEFORE INSERT ON civic.transaction_attempts FOR EACH ROW EXECUTE FUNCTION civic.guard_new_attempt();

CREATE OR REPLACE FUNCTION civic.guard_cancelled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM civic.transaction_attempts WHERE transaction_id = NEW.id) THEN
    RAISE EXCEPTION 'transaction % has signed bytes and cannot be dropped', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_cancelled BEFORE UPDATE ON civic.transactions FOR EACH ROW WHEN (NEW.state = 'cancelled') EXECUTE FUNCTION civic.guard_cancelled();

CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON civic.signature_rechecks FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();

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
CREATE OR REPLACE TRIGGER guard_fence BEFORE UPDATE ON civic.anchoring_control FOR EACH ROW EXECUTE FUNCTION civic.guard_fence();

-- An earlier version names neither performer nor batch; it may seal while this one is being installed.
CREATE OR REPLACE FUNCTION civic.name_performer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT performer, seal INTO STRICT NEW.performer, NEW.seal FROM civic.completions WHERE quest_id = NEW.quest_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER name_performer BEFORE INSERT ON civic.reward_relays FOR EACH ROW WHEN (NEW.performer IS NULL OR NEW.seal IS NULL) EXECUTE FUNCTION civic.name_performer();

-- What operators asked for stays as it was carried out.
CREATE OR REPLACE TRIGGER refuse_change BEFORE UPDATE ON civic.operator_commands FOR EACH ROW WHEN (OLD.done_at IS NOT NULL) EXECUTE FUNCTION civic.refuse_change();
CREATE OR REPLACE TRIGGER refuse_delete BEFORE DELETE ON civic.operator_commands FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
