SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA chain;
CREATE SCHEMA civic;
CREATE FUNCTION chain.reindex() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    update chain.cursors set reread_number = start_block - 1, audited_number = null returning start_block
$$;
CREATE FUNCTION civic.guard_attempt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF to_jsonb(OLD) - '{last_sent_at,sends,last_error,refused}'::text[] <> to_jsonb(NEW) - '{last_sent_at,sends,last_error,refused}'::text[] THEN
    RAISE EXCEPTION 'attempt % of transaction % is fixed; only its sendings may be recorded', OLD.number, OLD.transaction_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION civic.guard_attestation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'the % attestation of quest % is fixed; only its completion receipt may be added, once', OLD.role, OLD.quest_id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION civic.guard_cancelled() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT FROM civic.transaction_attempts WHERE transaction_id = NEW.id) THEN
    RAISE EXCEPTION 'transaction % has signed bytes and can not be dropped', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION civic.guard_completion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'completion % is fixed; only its place in a batch may be set, once', OLD.quest_id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION civic.guard_fence() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.fence < OLD.fence THEN
    RAISE EXCEPTION '% was written under fence %; % is too late', TG_TABLE_NAME, OLD.fence, NEW.fence USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION civic.guard_move() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.reason IS NOT NULL OR to_jsonb(OLD) - 'reason' <> to_jsonb(NEW) - 'reason' THEN
    RAISE EXCEPTION 'a line of the timeline of quest % is fixed; only its reason may be erased', OLD.quest_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION civic.guard_new_attempt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION civic.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'civic.% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION civic.reward_state(claim text, relay text, anchored boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT CASE WHEN claim = 'finalized' THEN 'final' WHEN claim = 'mined' THEN 'claimed' WHEN relay IN ('abandoned', 'unpayable') THEN relay WHEN anchored THEN 'anchored' ELSE 'earned' END
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE chain.batch_anchored (
    block_hash bytea NOT NULL,
    log_index integer NOT NULL,
    batch_id bigint NOT NULL,
    root bytea NOT NULL,
    leaf_count integer NOT NULL,
    transaction_hash bytea NOT NULL,
    contract bytea NOT NULL,
    CONSTRAINT batch_anchored_fields CHECK (((length(root) = 32) AND (batch_id > 0) AND (leaf_count > 0)))
);
CREATE TABLE chain.blocks (
    hash bytea NOT NULL,
    number bigint NOT NULL,
    parent_hash bytea NOT NULL,
    block_time timestamp with time zone NOT NULL,
    canonical boolean NOT NULL,
    CONSTRAINT blocks_hashes CHECK (((length(hash) = 32) AND (length(parent_hash) = 32) AND (number >= 0)))
);
CREATE TABLE chain.cursors (
    id smallint NOT NULL,
    chain_id bigint NOT NULL,
    genesis_hash bytea NOT NULL,
    start_block bigint NOT NULL,
    number bigint NOT NULL,
    hash bytea,
    finalized_number bigint,
    finalized_hash bytea,
    head_number bigint,
    reread_number bigint NOT NULL,
    audited_number bigint,
    blocks_written bigint NOT NULL,
    logs_written bigint NOT NULL,
    halted_reason text,
    halted_at timestamp with time zone,
    holder text NOT NULL,
    fence bigint NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT cursors_finalized CHECK ((((finalized_number IS NULL) = (finalized_hash IS NULL)) AND ((finalized_number IS NULL) OR (finalized_number <= number)))),
    CONSTRAINT cursors_halted CHECK (((halted_reason IS NULL) = (halted_at IS NULL))),
    CONSTRAINT cursors_hash CHECK (((length(genesis_hash) = 32) AND ((hash IS NULL) = (number < start_block)) AND ((hash IS NULL) OR (length(hash) = 32)))),
    CONSTRAINT cursors_single_row CHECK ((id = 1))
);
CREATE VIEW chain.anchors AS
 SELECT e.contract,
    e.batch_id,
    e.root,
    e.leaf_count,
    e.transaction_hash,
    b.number AS block_number,
    b.hash AS block_hash,
    b.block_time,
    e.log_index,
        CASE
            WHEN (b.number <= c.finalized_number) THEN 'finalized'::text
            ELSE 'mined'::text
        END AS finality
   FROM ((chain.batch_anchored e
     JOIN chain.blocks b ON (((b.hash = e.block_hash) AND b.canonical)))
     CROSS JOIN chain.cursors c);
CREATE TABLE chain.attestation_revoked (
    block_hash bytea NOT NULL,
    log_index integer NOT NULL,
    leaf bytea NOT NULL,
    revoked_by bytea NOT NULL,
    quest_id uuid NOT NULL,
    batch_id bigint NOT NULL,
    reason smallint NOT NULL,
    transaction_hash bytea NOT NULL,
    contract bytea NOT NULL,
    CONSTRAINT attestation_revoked_fields CHECK (((length(leaf) = 32) AND (length(revoked_by) = 20) AND (batch_id >= 0)))
);
CREATE TABLE chain.batch_withheld (
    block_hash bytea NOT NULL,
    log_index integer NOT NULL,
    batch_id bigint NOT NULL,
    withheld boolean NOT NULL,
    transaction_hash bytea NOT NULL,
    contract bytea NOT NULL,
    CONSTRAINT batch_withheld_fields CHECK ((batch_id >= 0))
);
CREATE TABLE chain.coverage (
    contract bytea NOT NULL,
    name text NOT NULL,
    blocks int8multirange NOT NULL,
    CONSTRAINT coverage_contract CHECK ((length(contract) = 20))
);
CREATE TABLE chain.findings (
    id bigint NOT NULL,
    found_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    kind text NOT NULL,
    block_number bigint,
    detail text NOT NULL
);
CREATE VIEW chain.finding_log AS
 SELECT findings.id,
    findings.found_at,
    findings.kind,
    findings.block_number,
    findings.detail
   FROM chain.findings;
ALTER TABLE chain.findings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME chain.findings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE chain.logs (
    block_hash bytea NOT NULL,
    log_index integer NOT NULL,
    block_number bigint NOT NULL,
    transaction_hash bytea NOT NULL,
    contract bytea NOT NULL,
    topics bytea[] NOT NULL,
    data bytea NOT NULL,
    event text,
    CONSTRAINT logs_fields CHECK (((length(block_hash) = 32) AND (length(transaction_hash) = 32) AND (length(contract) = 20) AND (log_index >= 0) AND (cardinality(topics) <= 4)))
);
CREATE TABLE chain.migrations (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL
);
CREATE TABLE chain.receipt_key_changed (
    block_hash bytea NOT NULL,
    log_index integer NOT NULL,
    key bytea NOT NULL,
    previous bytea NOT NULL,
    transaction_hash bytea NOT NULL,
    contract bytea NOT NULL,
    CONSTRAINT receipt_key_changed_fields CHECK (((length(key) = 20) AND (length(previous) = 20)))
);
CREATE VIEW chain.receipt_keys AS
 SELECT e.contract,
    e.key,
    e.previous,
    e.transaction_hash,
    b.number AS block_number,
    b.hash AS block_hash,
    b.block_time,
    e.log_index,
        CASE
            WHEN (b.number <= c.finalized_number) THEN 'finalized'::text
            ELSE 'mined'::text
        END AS finality
   FROM ((chain.receipt_key_changed e
     JOIN chain.blocks b ON (((b.hash = e.block_hash) AND b.canonical)))
     CROSS JOIN chain.cursors c);
CREATE TABLE chain.reorgs (
    id bigint NOT NULL,
    found_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    from_number bigint NOT NULL,
    from_hash bytea NOT NULL,
    ancestor_number bigint,
    ancestor_hash bytea,
    blocks integer NOT NULL,
    CONSTRAINT reorgs_fields CHECK (((length(from_hash) = 32) AND (blocks > 0) AND ((ancestor_number IS NULL) = (ancestor_hash IS NULL)) AND ((ancestor_number IS NULL) OR ((ancestor_number < from_number) AND (length(ancestor_hash) = 32)))))
);
CREATE VIEW chain.reorg_log AS
 SELECT reorgs.id,
    reorgs.found_at,
    reorgs.from_number,
    reorgs.from_hash,
    reorgs.ancestor_number,
    reorgs.ancestor_hash,
    reorgs.blocks
   FROM chain.reorgs;
ALTER TABLE chain.reorgs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME chain.reorgs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW chain.revocations AS
 SELECT e.contract,
    e.leaf,
    e.revoked_by,
    e.quest_id,
    e.batch_id,
    e.reason,
    e.transaction_hash,
    b.number AS block_number,
    b.hash AS block_hash,
    b.block_time,
    e.log_index,
        CASE
            WHEN (b.number <= c.finalized_number) THEN 'finalized'::text
            ELSE 'mined'::text
        END AS finality
   FROM ((chain.attestation_revoked e
     JOIN chain.blocks b ON (((b.hash = e.block_hash) AND b.canonical)))
     CROSS JOIN chain.cursors c);
CREATE TABLE chain.reward_claimed (
    block_hash bytea NOT NULL,
    log_index integer NOT NULL,
    quest_id uuid NOT NULL,
    performer bytea NOT NULL,
    creator bytea NOT NULL,
    batch_id bigint NOT NULL,
    xp integer NOT NULL,
    reputation integer NOT NULL,
    transaction_hash bytea NOT NULL,
    contract bytea NOT NULL,
    CONSTRAINT reward_claimed_fields CHECK (((length(performer) = 20) AND (length(creator) = 20) AND (batch_id >= 0) AND (xp >= 0) AND (reputation >= 0)))
);
CREATE VIEW chain.reward_claims AS
 SELECT e.contract,
    e.quest_id,
    e.performer,
    e.creator,
    e.batch_id,
    e.xp,
    e.reputation,
    e.transaction_hash,
    b.number AS block_number,
    b.hash AS block_hash,
    b.block_time,
    e.log_index,
        CASE
            WHEN (b.number <= c.finalized_number) THEN 'finalized'::text
            ELSE 'mined'::text
        END AS finality
   FROM ((chain.reward_claimed e
     JOIN chain.blocks b ON (((b.hash = e.block_hash) AND b.canonical)))
     CROSS JOIN chain.cursors c);
CREATE VIEW chain.status AS
 SELECT cursors.number,
    cursors.hash,
    cursors.finalized_number,
    cursors.finalized_hash,
    cursors.head_number,
    cursors.updated_at,
    cursors.halted_reason,
    cursors.chain_id,
    cursors.start_block,
    cursors.reread_number
   FROM chain.cursors;
CREATE VIEW chain.withheld_batches AS
 SELECT DISTINCT ON (e.contract, e.batch_id) e.contract,
    e.batch_id,
    e.withheld,
    e.transaction_hash,
    b.number AS block_number,
    b.hash AS block_hash,
    b.block_time,
    e.log_index,
        CASE
            WHEN (b.number <= c.finalized_number) THEN 'finalized'::text
            ELSE 'mined'::text
        END AS finality
   FROM ((chain.batch_withheld e
     JOIN chain.blocks b ON (((b.hash = e.block_hash) AND b.canonical)))
     CROSS JOIN chain.cursors c)
  ORDER BY e.contract, e.batch_id, b.number DESC, e.log_index DESC;
CREATE TABLE civic.anchoring_control (
    id integer NOT NULL,
    paused boolean NOT NULL,
    reason text,
    changed_at timestamp with time zone NOT NULL,
    fence bigint NOT NULL,
    CONSTRAINT ck_anchoring_control_one_row CHECK (((id = 1) AND (paused = (reason IS NOT NULL))))
);
CREATE TABLE civic.attestations (
    quest_id uuid NOT NULL,
    work_hash bytea NOT NULL,
    role text NOT NULL,
    attester bytea NOT NULL,
    digest bytea NOT NULL,
    outcome text,
    deadline bigint NOT NULL,
    signature bytea NOT NULL,
    kind text NOT NULL,
    valid_at_number bigint,
    valid_at_hash bytea,
    received_at bigint NOT NULL,
    storage_receipt bytea,
    completion_receipt bytea,
    CONSTRAINT ck_attestations_attester_length CHECK ((octet_length(attester) = 20)),
    CONSTRAINT ck_attestations_digest_length CHECK ((octet_length(digest) = 32)),
    CONSTRAINT ck_attestations_kind CHECK (((kind = ANY (ARRAY['ecdsa'::text, 'erc1271'::text, 'erc6492'::text])) AND ((kind = 'ecdsa'::text) = (valid_at_number IS NULL)) AND ((kind = 'ecdsa'::text) = (valid_at_hash IS NULL)))),
    CONSTRAINT ck_attestations_outcome CHECK ((outcome = ANY (ARRAY['done'::text, 'exceptional'::text]))),
    CONSTRAINT ck_attestations_receipt CHECK ((num_nonnulls(storage_receipt, completion_receipt) >= 1)),
    CONSTRAINT ck_attestations_role CHECK (((role = ANY (ARRAY['creator'::text, 'performer'::text])) AND ((role = 'creator'::text) = (outcome IS NOT NULL)))),
    CONSTRAINT ck_attestations_signature CHECK (((octet_length(signature) <= 16384) AND ((kind <> 'ecdsa'::text) OR (octet_length(signature) = 65)))),
    CONSTRAINT ck_attestations_valid_at_hash_length CHECK ((octet_length(valid_at_hash) = 32)),
    CONSTRAINT ck_attestations_work_hash_length CHECK ((octet_length(work_hash) = 32))
);
CREATE TABLE civic.batches (
    seal bigint NOT NULL,
    root bytea NOT NULL,
    leaf_count integer NOT NULL,
    tree bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    fence bigint NOT NULL,
    CONSTRAINT ck_batches_leaf_count CHECK (((leaf_count >= 1) AND (leaf_count <= 65536))),
    CONSTRAINT ck_batches_root_length CHECK ((octet_length(root) = 32)),
    CONSTRAINT ck_batches_tree CHECK (((octet_length(tree) = (32 * ((2 * leaf_count) - 1))) AND (SUBSTRING(tree FROM 1 FOR 32) = root)))
);
ALTER TABLE ONLY civic.batches ALTER COLUMN tree SET STORAGE EXTERNAL;
CREATE TABLE civic.transaction_attempts (
    hash bytea NOT NULL,
    transaction_id bigint NOT NULL,
    number integer NOT NULL,
    raw bytea NOT NULL,
    max_fee_per_gas numeric(78,0) NOT NULL,
    max_priority_fee_per_gas numeric(78,0) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    last_sent_at timestamp with time zone,
    sends integer NOT NULL,
    last_error text,
    refused boolean NOT NULL,
    fence bigint NOT NULL,
    CONSTRAINT ck_transaction_attempts_fees CHECK (((max_fee_per_gas > (0)::numeric) AND ((max_priority_fee_per_gas >= (0)::numeric) AND (max_priority_fee_per_gas <= max_fee_per_gas)))),
    CONSTRAINT ck_transaction_attempts_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT ck_transaction_attempts_raw CHECK ((octet_length(raw) > 0)),
    CONSTRAINT ck_transaction_attempts_sent CHECK (((sends > 0) = (last_sent_at IS NOT NULL)))
);
CREATE TABLE civic.transactions (
    id bigint NOT NULL,
    kind text NOT NULL,
    purpose text NOT NULL,
    seal bigint,
    batch_id bigint,
    chain_id bigint NOT NULL,
    sender bytea NOT NULL,
    nonce bigint NOT NULL,
    recipient bytea NOT NULL,
    data bytea NOT NULL,
    gas_limit bigint NOT NULL,
    state text NOT NULL,
    mined_hash bytea,
    mined_block_number bigint,
    mined_block_hash bytea,
    succeeded boolean,
    alarm text,
    planned_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    fence bigint NOT NULL,
    CONSTRAINT ck_transactions_amounts CHECK (((nonce >= 0) AND (gas_limit >= 21000) AND (batch_id >= 1))),
    CONSTRAINT ck_transactions_included CHECK ((num_nonnulls(mined_hash, mined_block_number, mined_block_hash, succeeded) =
CASE
    WHEN (state = ANY (ARRAY['mined'::text, 'confirmed'::text, 'finalized'::text, 'reverted-final'::text])) THEN 4
    ELSE 0
END)),
    CONSTRAINT ck_transactions_kind CHECK (((kind = ANY (ARRAY['anchor'::text, 'claim'::text])) AND (num_nonnulls(seal, batch_id) =
CASE kind
    WHEN 'anchor'::text THEN 2
    ELSE 0
END))),
    CONSTRAINT ck_transactions_mined_block_hash_length CHECK ((octet_length(mined_block_hash) = 32)),
    CONSTRAINT ck_transactions_mined_hash_length CHECK ((octet_length(mined_hash) = 32)),
    CONSTRAINT ck_transactions_recipient_length CHECK ((octet_length(recipient) = 20)),
    CONSTRAINT ck_transactions_sender_length CHECK ((octet_length(sender) = 20)),
    CONSTRAINT ck_transactions_state CHECK ((state = ANY (ARRAY['planned'::text, 'signed'::text, 'sent'::text, 'mined'::text, 'confirmed'::text, 'finalized'::text, 'superseded'::text, 'reverted-final'::text, 'cancelled'::text]))),
    CONSTRAINT ck_transactions_success CHECK (
CASE state
    WHEN 'confirmed'::text THEN succeeded
    WHEN 'finalized'::text THEN succeeded
    WHEN 'reverted-final'::text THEN (NOT succeeded)
    ELSE true
END)
);
CREATE VIEW civic.batch_states AS
 SELECT b.seal,
    b.root,
    b.leaf_count,
    b.sealed_at,
    COALESCE(a.finality,
        CASE
            WHEN (t.hash IS NULL) THEN 'sealed'::text
            ELSE 'sent'::text
        END) AS state,
    a.batch_id,
    COALESCE(a.transaction_hash, t.hash) AS transaction_hash,
    a.block_number,
    a.block_hash,
    a.block_time AS anchored_at,
    a.log_index
   FROM ((civic.batches b
     LEFT JOIN LATERAL ( SELECT a_1.contract,
            a_1.batch_id,
            a_1.root,
            a_1.leaf_count,
            a_1.transaction_hash,
            a_1.block_number,
            a_1.block_hash,
            a_1.block_time,
            a_1.log_index,
            a_1.finality
           FROM chain.anchors a_1
          WHERE (a_1.root = b.root)
          ORDER BY a_1.batch_id
         LIMIT 1) a ON (true))
     LEFT JOIN LATERAL ( SELECT n.hash
           FROM (civic.transactions t_1
             JOIN civic.transaction_attempts n ON ((n.transaction_id = t_1.id)))
          WHERE ((t_1.seal = b.seal) AND (t_1.state = ANY (ARRAY['sent'::text, 'mined'::text, 'confirmed'::text, 'finalized'::text])))
          ORDER BY (n.hash = t_1.mined_hash) DESC NULLS LAST, t_1.id DESC, n.number DESC
         LIMIT 1) t ON (true));
ALTER TABLE civic.batches ALTER COLUMN seal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME civic.batches_seal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE civic.completions (
    quest_id uuid NOT NULL,
    creator bytea NOT NULL,
    performer bytea NOT NULL,
    work_hash bytea NOT NULL,
    title_hash bytea NOT NULL,
    outcome text NOT NULL,
    xp integer NOT NULL,
    reputation integer NOT NULL,
    completed_at bigint NOT NULL,
    creator_signature bytea NOT NULL,
    creator_kind text NOT NULL,
    creator_deadline bigint NOT NULL,
    creator_valid_at_number bigint,
    creator_valid_at_hash bytea,
    performer_signature bytea NOT NULL,
    performer_kind text NOT NULL,
    performer_deadline bigint NOT NULL,
    performer_valid_at_number bigint,
    performer_valid_at_hash bytea,
    signatures_hash bytea NOT NULL,
    leaf bytea NOT NULL,
    anchor_by bigint NOT NULL,
    seal bigint,
    "position" integer,
    tree_index integer,
    CONSTRAINT ck_completions_amounts CHECK (((xp > 0) AND (reputation > 0) AND (anchor_by >= completed_at))),
    CONSTRAINT ck_completions_creator_length CHECK ((octet_length(creator) = 20)),
    CONSTRAINT ck_completions_creator_valid_at_hash_length CHECK ((octet_length(creator_valid_at_hash) = 32)),
    CONSTRAINT ck_completions_deadlines CHECK ((completed_at <= GREATEST(creator_deadline, performer_deadline))),
    CONSTRAINT ck_completions_leaf_length CHECK ((octet_length(leaf) = 32)),
    CONSTRAINT ck_completions_parties_differ CHECK ((creator <> performer)),
    CONSTRAINT ck_completions_performer_length CHECK ((octet_length(performer) = 20)),
    CONSTRAINT ck_completions_performer_valid_at_hash_length CHECK ((octet_length(performer_valid_at_hash) = 32)),
    CONSTRAINT ck_completions_sealed CHECK ((num_nulls(seal, "position", tree_index) = ANY (ARRAY[0, 3]))),
    CONSTRAINT ck_completions_signatures_hash_length CHECK ((octet_length(signatures_hash) = 32)),
    CONSTRAINT ck_completions_title_hash_length CHECK ((octet_length(title_hash) = 32)),
    CONSTRAINT ck_completions_work_hash_length CHECK ((octet_length(work_hash) = 32))
);
CREATE TABLE civic.evidence_files (
    quest_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    bytes bytea,
    size integer NOT NULL,
    media_type text NOT NULL,
    uploaded_by bytea NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_evidence_files_sha256_length CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT ck_evidence_files_size CHECK (((size = octet_length(bytes)) AND ((size >= 1) AND (size <= 10485760)))),
    CONSTRAINT ck_evidence_files_uploaded_by_length CHECK ((octet_length(uploaded_by) = 20))
);
CREATE TABLE civic.idempotency_keys (
    member bytea NOT NULL,
    key character varying(200) NOT NULL,
    body_hash bytea NOT NULL,
    quest_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_idempotency_keys_body_hash_length CHECK ((octet_length(body_hash) = 32)),
    CONSTRAINT ck_idempotency_keys_member_length CHECK ((octet_length(member) = 20))
);
CREATE TABLE civic.leases (
    name text NOT NULL,
    holder text NOT NULL,
    fence bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_leases_fence CHECK ((fence > 0))
);
CREATE TABLE civic.members (
    address bytea NOT NULL,
    display_name text,
    bio text,
    created_at timestamp with time zone NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT ck_members_address_length CHECK ((octet_length(address) = 20))
);
CREATE TABLE civic.migrations (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL
);
CREATE TABLE civic.operator_commands (
    id bigint NOT NULL,
    kind text NOT NULL,
    quest_id uuid,
    requested_by bytea NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    result text,
    fence bigint,
    CONSTRAINT ck_operator_commands_done CHECK ((num_nulls(done_at, result, fence) = ANY (ARRAY[0, 3]))),
    CONSTRAINT ck_operator_commands_kind CHECK (((kind = ANY (ARRAY['run-anchoring'::text, 'pause-anchoring'::text, 'resume-anchoring'::text, 'retry-reward'::text, 'abandon-reward'::text, 'reindex'::text])) AND ((kind = ANY (ARRAY['retry-reward'::text, 'abandon-reward'::text])) = (quest_id IS NOT NULL)))),
    CONSTRAINT ck_operator_commands_requested_by_length CHECK ((octet_length(requested_by) = 20))
);
ALTER TABLE civic.operator_commands ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME civic.operator_commands_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE civic.point_entries (
    id bigint NOT NULL,
    member bytea NOT NULL,
    kind text NOT NULL,
    amount integer NOT NULL,
    reason text NOT NULL,
    quest_id uuid,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ck_point_entries_kind CHECK ((kind = ANY (ARRAY['creation'::text, 'xp'::text, 'reputation'::text]))),
    CONSTRAINT ck_point_entries_member_length CHECK ((octet_length(member) = 20))
);
ALTER TABLE civic.point_entries ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME civic.point_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE civic.quest_moves (
    id bigint NOT NULL,
    quest_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by bytea,
    from_status text,
    to_status text NOT NULL,
    reason text,
    CONSTRAINT ck_quest_moves_by_length CHECK ((octet_length(by) = 20))
);
ALTER TABLE civic.quest_moves ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME civic.quest_moves_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE civic.quests (
    id uuid NOT NULL,
    creator bytea NOT NULL,
    performer bytea,
    status text NOT NULL,
    visibility text NOT NULL,
    title text,
    title_hash bytea NOT NULL,
    description text,
    exceptional_criteria text,
    category text NOT NULL,
    tags text[] NOT NULL,
    reward_xp integer NOT NULL,
    reward_reputation integer NOT NULL,
    evidence_required boolean NOT NULL,
    due_at timestamp with time zone,
    charged integer NOT NULL,
    claimed_at timestamp with time zone,
    submission_text text,
    submission_evidence bytea NOT NULL,
    salt bytea,
    work_hash bytea,
    submitted_at timestamp with time zone,
    deadline bigint,
    completed_at bigint,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    due_order timestamp with time zone GENERATED ALWAYS AS (COALESCE(due_at, 'infinity'::timestamp with time zone)) STORED NOT NULL,
    search tsvector GENERATED ALWAYS AS (
CASE
    WHEN (visibility = 'public'::text) THEN to_tsvector('simple'::regconfig, ((COALESCE(title, ''::text) || ' '::text) || COALESCE(description, ''::text)))
    ELSE NULL::tsvector
END) STORED,
    CONSTRAINT ck_quests_completed_at CHECK (((completed_at IS NOT NULL) = (status = 'COMPLETE'::text))),
    CONSTRAINT ck_quests_creator_length CHECK ((octet_length(creator) = 20)),
    CONSTRAINT ck_quests_evidence_length CHECK (((octet_length(submission_evidence) % 32) = 0)),
    CONSTRAINT ck_quests_parties_differ CHECK ((creator <> performer)),
    CONSTRAINT ck_quests_performer CHECK (((performer IS NOT NULL) OR (status = ANY (ARRAY['OPEN'::text, 'EXPIRED'::text, 'CANCELLED'::text])))),
    CONSTRAINT ck_quests_performer_length CHECK ((octet_length(performer) = 20)),
    CONSTRAINT ck_quests_rewards CHECK ((((reward_xp >= 10) AND (reward_xp <= 1000)) AND ((reward_reputation >= 1) AND (reward_reputation <= 100)))),
    CONSTRAINT ck_quests_salt_length CHECK ((octet_length(salt) = 32)),
    CONSTRAINT ck_quests_status CHECK ((status = ANY (ARRAY['OPEN'::text, 'CLAIMED'::text, 'SUBMITTED'::text, 'COMPLETE'::text, 'DISPUTED'::text, 'RESOLVED'::text, 'EXPIRED'::text, 'CANCELLED'::text]))),
    CONSTRAINT ck_quests_submission CHECK ((((work_hash IS NULL) = (deadline IS NULL)) AND ((work_hash IS NULL) = (submitted_at IS NULL)) AND ((work_hash IS NOT NULL) OR (status <> ALL (ARRAY['SUBMITTED'::text, 'COMPLETE'::text]))))),
    CONSTRAINT ck_quests_title_hash_length CHECK ((octet_length(title_hash) = 32)),
    CONSTRAINT ck_quests_visibility CHECK ((visibility = ANY (ARRAY['public'::text, 'parties'::text]))),
    CONSTRAINT ck_quests_work_hash_length CHECK ((octet_length(work_hash) = 32))
);
CREATE TABLE civic.refresh_tokens (
    token_hash bytea NOT NULL,
    session_id uuid NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT ck_refresh_tokens_token_hash_length CHECK ((octet_length(token_hash) = 32))
);
CREATE TABLE civic.registry_batches (
    batch_id bigint NOT NULL,
    root bytea NOT NULL,
    seal bigint,
    read_at timestamp with time zone NOT NULL,
    read_at_block bigint NOT NULL,
    acknowledged_at timestamp with time zone,
    fence bigint NOT NULL,
    CONSTRAINT ck_registry_batches_acknowledged CHECK (((seal IS NULL) OR (acknowledged_at IS NULL))),
    CONSTRAINT ck_registry_batches_id CHECK ((batch_id >= 1)),
    CONSTRAINT ck_registry_batches_root_length CHECK ((octet_length(root) = 32))
);
CREATE TABLE civic.reward_relays (
    quest_id uuid NOT NULL,
    state text NOT NULL,
    tries integer NOT NULL,
    next_at timestamp with time zone NOT NULL,
    last_error text,
    last_transaction_id bigint,
    fence bigint NOT NULL,
    leased_until timestamp with time zone,
    over_budget text,
    is_contract_signed boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_reward_relays_budget CHECK (((over_budget = ANY (ARRAY['member'::text, 'total'::text])) AND (num_nonnulls(leased_until, over_budget) <= 1))),
    CONSTRAINT ck_reward_relays_state CHECK (((state = ANY (ARRAY['waiting'::text, 'done'::text, 'abandoned'::text, 'unpayable'::text])) AND (tries >= 0))),
    CONSTRAINT ck_reward_relays_waiting CHECK (((state = 'waiting'::text) OR (num_nonnulls(leased_until, over_budget) = 0)))
);
CREATE TABLE civic.rewards (
    quest_id uuid NOT NULL,
    creator bytea NOT NULL,
    performer bytea NOT NULL,
    xp integer NOT NULL,
    reputation integer NOT NULL,
    earned_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_rewards_amounts CHECK (((xp > 0) AND (reputation > 0))),
    CONSTRAINT ck_rewards_creator_length CHECK ((octet_length(creator) = 20)),
    CONSTRAINT ck_rewards_performer_length CHECK ((octet_length(performer) = 20))
);
CREATE VIEW civic.reward_states AS
 SELECT r.quest_id,
    r.creator,
    r.performer,
    r.xp,
    r.reputation,
    civic.reward_state(p.finality, y.state, (a.finality IS NOT NULL)) AS state,
    p.transaction_hash,
    y.tries,
        CASE y.over_budget
            WHEN 'member'::text THEN (('The relay budget of its performer for today is used up; it is claimed after '::text || y.next_at) || '.'::text)
            WHEN 'total'::text THEN (('The relay budget for today is used up; it is claimed after '::text || y.next_at) || '.'::text)
            ELSE y.last_error
        END AS last_error
   FROM (((((civic.rewards r
     LEFT JOIN civic.completions c ON ((c.quest_id = r.quest_id)))
     LEFT JOIN civic.batches b ON ((b.seal = c.seal)))
     LEFT JOIN LATERAL ( SELECT a_1.finality
           FROM chain.anchors a_1
          WHERE (a_1.root = b.root)
         LIMIT 1) a ON (true))
     LEFT JOIN LATERAL ( SELECT p_1.finality,
            p_1.transaction_hash
           FROM chain.reward_claims p_1
          WHERE ((p_1.quest_id = r.quest_id) AND (p_1.creator = r.creator))
         LIMIT 1) p ON (true))
     LEFT JOIN civic.reward_relays y ON ((y.quest_id = r.quest_id)));
CREATE TABLE civic.sessions (
    id uuid NOT NULL,
    member bytea NOT NULL,
    user_agent text,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT ck_sessions_member_length CHECK ((octet_length(member) = 20))
);
CREATE TABLE civic.sign_in_nonces (
    nonce text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE civic.signature_rechecks (
    quest_id uuid NOT NULL,
    work_hash bytea NOT NULL,
    role text NOT NULL,
    valid_at_number bigint NOT NULL,
    holds boolean NOT NULL,
    checked_at_number bigint NOT NULL,
    checked_at_hash bytea NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    fence bigint NOT NULL,
    CONSTRAINT ck_signature_rechecks_block CHECK (((valid_at_number >= 0) AND (checked_at_number >= valid_at_number))),
    CONSTRAINT ck_signature_rechecks_checked_at_hash_length CHECK ((octet_length(checked_at_hash) = 32)),
    CONSTRAINT ck_signature_rechecks_role CHECK ((role = ANY (ARRAY['creator'::text, 'performer'::text]))),
    CONSTRAINT ck_signature_rechecks_work_hash_length CHECK ((octet_length(work_hash) = 32))
);
CREATE TABLE civic.transaction_claims (
    transaction_id bigint NOT NULL,
    quest_id uuid NOT NULL
);
ALTER TABLE civic.transactions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME civic.transactions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO chain.migrations VALUES ('20261122155358_Initial', '10.0.14');
INSERT INTO chain.migrations VALUES ('20261125041228_Reorgs', '10.0.14');
INSERT INTO chain.migrations VALUES ('20261125141158_Reindex', '10.0.14');
INSERT INTO civic.migrations VALUES ('20261122164605_Initial', '10.0.14');
INSERT INTO civic.migrations VALUES ('20261125041226_Erasure', '10.0.14');
INSERT INTO civic.migrations VALUES ('20261125042114_RelayBudgetsAndRechecks', '10.0.14');
INSERT INTO civic.migrations VALUES ('20261125045005_ListsByIndexAlone', '10.0.14');
INSERT INTO civic.migrations VALUES ('20261125100300_GivenUpRelays', '10.0.14');
INSERT INTO civic.migrations VALUES ('20261125141235_Reindex', '10.0.14');
SELECT pg_catalog.setval('chain.findings_id_seq', 1, false);
SELECT pg_catalog.setval('chain.reorgs_id_seq', 1, false);
SELECT pg_catalog.setval('civic.batches_seal_seq', 1, false);
SELECT pg_catalog.setval('civic.operator_commands_id_seq', 1, false);
SELECT pg_catalog.setval('civic.point_entries_id_seq', 1, false);
SELECT pg_catalog.setval('civic.quest_moves_id_seq', 1, false);
SELECT pg_catalog.setval('civic.transactions_id_seq', 1, false);
ALTER TABLE ONLY chain.migrations
    ADD CONSTRAINT "PK_migrations" PRIMARY KEY ("MigrationId");
ALTER TABLE ONLY chain.attestation_revoked
    ADD CONSTRAINT pk_attestation_revoked PRIMARY KEY (block_hash, log_index);
ALTER TABLE ONLY chain.batch_anchored
    ADD CONSTRAINT pk_batch_anchored PRIMARY KEY (block_hash, log_index);
ALTER TABLE ONLY chain.batch_withheld
    ADD CONSTRAINT pk_batch_withheld PRIMARY KEY (block_hash, log_index);
ALTER TABLE ONLY chain.blocks
    ADD CONSTRAINT pk_blocks PRIMARY KEY (hash);
ALTER TABLE ONLY chain.coverage
    ADD CONSTRAINT pk_coverage PRIMARY KEY (contract);
ALTER TABLE ONLY chain.cursors
    ADD CONSTRAINT pk_cursors PRIMARY KEY (id);
ALTER TABLE ONLY chain.findings
    ADD CONSTRAINT pk_findings PRIMARY KEY (id);
ALTER TABLE ONLY chain.logs
    ADD CONSTRAINT pk_logs PRIMARY KEY (block_hash, log_index);
ALTER TABLE ONLY chain.receipt_key_changed
    ADD CONSTRAINT pk_receipt_key_changed PRIMARY KEY (block_hash, log_index);
ALTER TABLE ONLY chain.reorgs
    ADD CONSTRAINT pk_reorgs PRIMARY KEY (id);
ALTER TABLE ONLY chain.reward_claimed
    ADD CONSTRAINT pk_reward_claimed PRIMARY KEY (block_hash, log_index);
ALTER TABLE ONLY civic.migrations
    ADD CONSTRAINT "PK_migrations" PRIMARY KEY ("MigrationId");
ALTER TABLE ONLY civic.anchoring_control
    ADD CONSTRAINT pk_anchoring_control PRIMARY KEY (id);
ALTER TABLE ONLY civic.attestations
    ADD CONSTRAINT pk_attestations PRIMARY KEY (quest_id, work_hash, role);
ALTER TABLE ONLY civic.batches
    ADD CONSTRAINT pk_batches PRIMARY KEY (seal);
ALTER TABLE ONLY civic.completions
    ADD CONSTRAINT pk_completions PRIMARY KEY (quest_id);
ALTER TABLE ONLY civic.evidence_files
    ADD CONSTRAINT pk_evidence_files PRIMARY KEY (quest_id, sha256);
ALTER TABLE ONLY civic.idempotency_keys
    ADD CONSTRAINT pk_idempotency_keys PRIMARY KEY (member, key);
ALTER TABLE ONLY civic.leases
    ADD CONSTRAINT pk_leases PRIMARY KEY (name);
ALTER TABLE ONLY civic.members
    ADD CONSTRAINT pk_members PRIMARY KEY (address);
ALTER TABLE ONLY civic.operator_commands
    ADD CONSTRAINT pk_operator_commands PRIMARY KEY (id);
ALTER TABLE ONLY civic.point_entries
    ADD CONSTRAINT pk_point_entries PRIMARY KEY (id);
ALTER TABLE ONLY civic.quest_moves
    ADD CONSTRAINT pk_quest_moves PRIMARY KEY (id);
ALTER TABLE ONLY civic.quests
    ADD CONSTRAINT pk_quests PRIMARY KEY (id);
ALTER TABLE ONLY civic.refresh_tokens
    ADD CONSTRAINT pk_refresh_tokens PRIMARY KEY (token_hash);
ALTER TABLE ONLY civic.registry_batches
    ADD CONSTRAINT pk_registry_batches PRIMARY KEY (batch_id);
ALTER TABLE ONLY civic.reward_relays
    ADD CONSTRAINT pk_reward_relays PRIMARY KEY (quest_id);
ALTER TABLE ONLY civic.rewards
    ADD CONSTRAINT pk_rewards PRIMARY KEY (quest_id);
ALTER TABLE ONLY civic.sessions
    ADD CONSTRAINT pk_sessions PRIMARY KEY (id);
ALTER TABLE ONLY civic.sign_in_nonces
    ADD CONSTRAINT pk_sign_in_nonces PRIMARY KEY (nonce);
ALTER TABLE ONLY civic.signature_rechecks
    ADD CONSTRAINT pk_signature_rechecks PRIMARY KEY (quest_id, work_hash, role);
ALTER TABLE ONLY civic.transaction_attempts
    ADD CONSTRAINT pk_transaction_attempts PRIMARY KEY (hash);
ALTER TABLE ONLY civic.transaction_claims
    ADD CONSTRAINT pk_transaction_claims PRIMARY KEY (transaction_id, quest_id);
ALTER TABLE ONLY civic.transactions
    ADD CONSTRAINT pk_transactions PRIMARY KEY (id);
CREATE INDEX ix_attestation_revoked_leaf ON chain.attestation_revoked USING btree (leaf);
CREATE INDEX ix_attestation_revoked_quest_id ON chain.attestation_revoked USING btree (quest_id);
CREATE INDEX ix_batch_anchored_contract_batch_id ON chain.batch_anchored USING btree (contract, batch_id);
CREATE INDEX ix_batch_anchored_root ON chain.batch_anchored USING btree (root);
CREATE INDEX ix_batch_withheld_contract_batch_id ON chain.batch_withheld USING btree (contract, batch_id);
CREATE INDEX ix_logs_block_number ON chain.logs USING btree (block_number);
CREATE INDEX ix_reward_claimed_performer ON chain.reward_claimed USING btree (performer);
CREATE INDEX ix_reward_claimed_quest_id_creator ON chain.reward_claimed USING btree (quest_id, creator);
CREATE UNIQUE INDEX ux_blocks_canonical_number ON chain.blocks USING btree (number) WHERE canonical;
CREATE INDEX ix_attestations_contract_signed ON civic.attestations USING btree (valid_at_number) WHERE (valid_at_number IS NOT NULL);
CREATE UNIQUE INDEX ix_batches_root ON civic.batches USING btree (root);
CREATE UNIQUE INDEX ix_completions_seal_position ON civic.completions USING btree (seal, "position");
CREATE INDEX ix_completions_waiting ON civic.completions USING btree (completed_at, quest_id) WHERE (seal IS NULL);
CREATE INDEX ix_evidence_files_uploaded_by ON civic.evidence_files USING btree (uploaded_by);
CREATE INDEX ix_idempotency_keys_created_at ON civic.idempotency_keys USING btree (created_at);
CREATE INDEX ix_idempotency_keys_quest_id ON civic.idempotency_keys USING btree (quest_id);
CREATE UNIQUE INDEX ix_operator_commands_waiting ON civic.operator_commands USING btree (kind, quest_id) NULLS NOT DISTINCT WHERE (done_at IS NULL);
CREATE INDEX ix_point_entries_member_id ON civic.point_entries USING btree (member, id);
CREATE INDEX ix_point_entries_member_kind ON civic.point_entries USING btree (member, kind) INCLUDE (amount);
CREATE UNIQUE INDEX ix_point_entries_quest_id_member_kind_reason ON civic.point_entries USING btree (quest_id, member, kind, reason);
CREATE UNIQUE INDEX ix_point_entries_sign_up ON civic.point_entries USING btree (member) WHERE (reason = 'sign-up'::text);
CREATE INDEX ix_quest_moves_by ON civic.quest_moves USING btree (by) WHERE (reason IS NOT NULL);
CREATE INDEX ix_quest_moves_quest_id_id ON civic.quest_moves USING btree (quest_id, id);
CREATE INDEX ix_quests_category_id ON civic.quests USING btree (category, id);
CREATE INDEX ix_quests_claimed_at ON civic.quests USING btree (claimed_at) WHERE (status = 'CLAIMED'::text);
CREATE INDEX ix_quests_creator_id ON civic.quests USING btree (creator, id) INCLUDE (status, reward_xp, reward_reputation, due_order);
CREATE INDEX ix_quests_due_at ON civic.quests USING btree (due_at) WHERE (status = ANY (ARRAY['OPEN'::text, 'CLAIMED'::text]));
CREATE INDEX ix_quests_due_order_id ON civic.quests USING btree (due_order, id);
CREATE INDEX ix_quests_performer_id ON civic.quests USING btree (performer, id) INCLUDE (status, reward_xp, reward_reputation, due_order);
CREATE INDEX ix_quests_reward_reputation_id ON civic.quests USING btree (reward_reputation, id);
CREATE INDEX ix_quests_reward_xp_id ON civic.quests USING btree (reward_xp, id);
CREATE INDEX ix_quests_search ON civic.quests USING gin (search);
CREATE INDEX ix_quests_status_due_order_id ON civic.quests USING btree (status, due_order, id);
CREATE INDEX ix_quests_status_id ON civic.quests USING btree (status, id);
CREATE INDEX ix_quests_status_reward_reputation_id ON civic.quests USING btree (status, reward_reputation, id);
CREATE INDEX ix_quests_status_reward_xp_id ON civic.quests USING btree (status, reward_xp, id);
CREATE INDEX ix_quests_tags ON civic.quests USING gin (tags);
CREATE INDEX ix_refresh_tokens_session_id ON civic.refresh_tokens USING btree (session_id);
CREATE INDEX ix_registry_batches_root ON civic.registry_batches USING btree (root);
CREATE INDEX ix_registry_batches_seal ON civic.registry_batches USING btree (seal);
CREATE INDEX ix_reward_relays_given_up ON civic.reward_relays USING btree (quest_id) WHERE (state = ANY (ARRAY['abandoned'::text, 'unpayable'::text]));
CREATE INDEX ix_reward_relays_leased ON civic.reward_relays USING btree (leased_until) WHERE (leased_until IS NOT NULL);
CREATE INDEX ix_reward_relays_over_budget ON civic.reward_relays USING btree (over_budget) WHERE (over_budget IS NOT NULL);
CREATE INDEX ix_reward_relays_waiting ON civic.reward_relays USING btree (is_contract_signed DESC, next_at, quest_id) WHERE (state = 'waiting'::text);
CREATE INDEX ix_rewards_performer ON civic.rewards USING btree (performer);
CREATE INDEX ix_sessions_member ON civic.sessions USING btree (member);
CREATE INDEX ix_sign_in_nonces_expires_at ON civic.sign_in_nonces USING btree (expires_at);
CREATE INDEX ix_signature_rechecks_refuted ON civic.signature_rechecks USING btree (checked_at) WHERE (NOT holds);
CREATE INDEX ix_signature_rechecks_valid_at_number ON civic.signature_rechecks USING btree (valid_at_number);
CREATE UNIQUE INDEX ix_transaction_attempts_transaction_id_number ON civic.transaction_attempts USING btree (transaction_id, number);
CREATE INDEX ix_transaction_claims_quest_id ON civic.transaction_claims USING btree (quest_id);
CREATE INDEX ix_transactions_claims ON civic.transactions USING btree (planned_at) WHERE (kind = 'claim'::text);
CREATE INDEX ix_transactions_live ON civic.transactions USING btree (sender, nonce) WHERE (state = ANY (ARRAY['planned'::text, 'signed'::text, 'sent'::text, 'mined'::text, 'confirmed'::text]));
CREATE UNIQUE INDEX ix_transactions_nonce ON civic.transactions USING btree (chain_id, sender, nonce) WHERE (state <> ALL (ARRAY['superseded'::text, 'cancelled'::text]));
CREATE UNIQUE INDEX ix_transactions_purpose ON civic.transactions USING btree (purpose) WHERE (state = ANY (ARRAY['planned'::text, 'signed'::text, 'sent'::text, 'mined'::text, 'confirmed'::text]));
CREATE INDEX ix_transactions_seal ON civic.transactions USING btree (seal);
CREATE TRIGGER guard_attempt BEFORE UPDATE ON civic.transaction_attempts FOR EACH ROW EXECUTE FUNCTION civic.guard_attempt();
CREATE TRIGGER guard_attestation BEFORE UPDATE ON civic.attestations FOR EACH ROW WHEN (((old.completion_receipt IS NOT NULL) OR (old.quest_id IS DISTINCT FROM new.quest_id) OR (old.work_hash IS DISTINCT FROM new.work_hash) OR (old.role IS DISTINCT FROM new.role) OR (old.attester IS DISTINCT FROM new.attester) OR (old.digest IS DISTINCT FROM new.digest) OR (old.outcome IS DISTINCT FROM new.outcome) OR (old.deadline IS DISTINCT FROM new.deadline) OR (old.signature IS DISTINCT FROM new.signature) OR (old.kind IS DISTINCT FROM new.kind) OR (old.valid_at_number IS DISTINCT FROM new.valid_at_number) OR (old.valid_at_hash IS DISTINCT FROM new.valid_at_hash) OR (old.received_at IS DISTINCT FROM new.received_at) OR (old.storage_receipt IS DISTINCT FROM new.storage_receipt))) EXECUTE FUNCTION civic.guard_attestation();
CREATE TRIGGER guard_cancelled BEFORE UPDATE ON civic.transactions FOR EACH ROW WHEN ((new.state = 'cancelled'::text)) EXECUTE FUNCTION civic.guard_cancelled();
CREATE TRIGGER guard_completion BEFORE UPDATE ON civic.completions FOR EACH ROW WHEN (((old.seal IS NOT NULL) OR (old.quest_id IS DISTINCT FROM new.quest_id) OR (old.creator IS DISTINCT FROM new.creator) OR (old.performer IS DISTINCT FROM new.performer) OR (old.work_hash IS DISTINCT FROM new.work_hash) OR (old.title_hash IS DISTINCT FROM new.title_hash) OR (old.outcome IS DISTINCT FROM new.outcome) OR (old.xp IS DISTINCT FROM new.xp) OR (old.reputation IS DISTINCT FROM new.reputation) OR (old.completed_at IS DISTINCT FROM new.completed_at) OR (old.creator_signature IS DISTINCT FROM new.creator_signature) OR (old.creator_kind IS DISTINCT FROM new.creator_kind) OR (old.creator_deadline IS DISTINCT FROM new.creator_deadline) OR (old.creator_valid_at_number IS DISTINCT FROM new.creator_valid_at_number) OR (old.creator_valid_at_hash IS DISTINCT FROM new.creator_valid_at_hash) OR (old.performer_signature IS DISTINCT FROM new.performer_signature) OR (old.performer_kind IS DISTINCT FROM new.performer_kind) OR (old.performer_deadline IS DISTINCT FROM new.performer_deadline) OR (old.performer_valid_at_number IS DISTINCT FROM new.performer_valid_at_number) OR (old.performer_valid_at_hash IS DISTINCT FROM new.performer_valid_at_hash) OR (old.signatures_hash IS DISTINCT FROM new.signatures_hash) OR (old.leaf IS DISTINCT FROM new.leaf) OR (old.anchor_by IS DISTINCT FROM new.anchor_by))) EXECUTE FUNCTION civic.guard_completion();
CREATE TRIGGER guard_fence BEFORE UPDATE ON civic.anchoring_control FOR EACH ROW EXECUTE FUNCTION civic.guard_fence();
CREATE TRIGGER guard_fence BEFORE UPDATE ON civic.leases FOR EACH ROW EXECUTE FUNCTION civic.guard_fence();
CREATE TRIGGER guard_fence BEFORE UPDATE ON civic.reward_relays FOR EACH ROW EXECUTE FUNCTION civic.guard_fence();
CREATE TRIGGER guard_fence BEFORE UPDATE ON civic.transactions FOR EACH ROW EXECUTE FUNCTION civic.guard_fence();
CREATE TRIGGER guard_move BEFORE UPDATE ON civic.quest_moves FOR EACH ROW EXECUTE FUNCTION civic.guard_move();
CREATE TRIGGER guard_new_attempt BEFORE INSERT ON civic.transaction_attempts FOR EACH ROW EXECUTE FUNCTION civic.guard_new_attempt();
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON civic.batches FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON civic.point_entries FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE TRIGGER refuse_change BEFORE DELETE ON civic.quest_moves FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON civic.signature_rechecks FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE TRIGGER refuse_delete BEFORE DELETE ON civic.attestations FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE TRIGGER refuse_delete BEFORE DELETE ON civic.completions FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE TRIGGER refuse_delete BEFORE DELETE ON civic.transaction_attempts FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
CREATE TRIGGER refuse_delete BEFORE DELETE ON civic.transactions FOR EACH ROW EXECUTE FUNCTION civic.refuse_change();
ALTER TABLE ONLY chain.attestation_revoked
    ADD CONSTRAINT fk_attestation_revoked_logs FOREIGN KEY (block_hash, log_index) REFERENCES chain.logs(block_hash, log_index) ON DELETE RESTRICT;
ALTER TABLE ONLY chain.batch_anchored
    ADD CONSTRAINT fk_batch_anchored_logs FOREIGN KEY (block_hash, log_index) REFERENCES chain.logs(block_hash, log_index) ON DELETE RESTRICT;
ALTER TABLE ONLY chain.batch_withheld
    ADD CONSTRAINT fk_batch_withheld_logs FOREIGN KEY (block_hash, log_index) REFERENCES chain.logs(block_hash, log_index) ON DELETE RESTRICT;
ALTER TABLE ONLY chain.logs
    ADD CONSTRAINT fk_logs_blocks FOREIGN KEY (block_hash) REFERENCES chain.blocks(hash) ON DELETE RESTRICT;
ALTER TABLE ONLY chain.receipt_key_changed
    ADD CONSTRAINT fk_receipt_key_changed_logs FOREIGN KEY (block_hash, log_index) REFERENCES chain.logs(block_hash, log_index) ON DELETE RESTRICT;
ALTER TABLE ONLY chain.reward_claimed
    ADD CONSTRAINT fk_reward_claimed_logs FOREIGN KEY (block_hash, log_index) REFERENCES chain.logs(block_hash, log_index) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.attestations
    ADD CONSTRAINT fk_attestations_quests_quest_id FOREIGN KEY (quest_id) REFERENCES civic.quests(id) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.completions
    ADD CONSTRAINT fk_completions_quests_quest_id FOREIGN KEY (quest_id) REFERENCES civic.quests(id) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.evidence_files
    ADD CONSTRAINT fk_evidence_files_quests_quest_id FOREIGN KEY (quest_id) REFERENCES civic.quests(id) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.idempotency_keys
    ADD CONSTRAINT fk_idempotency_keys_quests_quest_id FOREIGN KEY (quest_id) REFERENCES civic.quests(id) ON DELETE CASCADE;
ALTER TABLE ONLY civic.point_entries
    ADD CONSTRAINT fk_point_entries_members_member FOREIGN KEY (member) REFERENCES civic.members(address) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.point_entries
    ADD CONSTRAINT fk_point_entries_quests_quest_id FOREIGN KEY (quest_id) REFERENCES civic.quests(id) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.quest_moves
    ADD CONSTRAINT fk_quest_moves_quests_quest_id FOREIGN KEY (quest_id) REFERENCES civic.quests(id) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.quests
    ADD CONSTRAINT fk_quests_members_creator FOREIGN KEY (creator) REFERENCES civic.members(address) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.quests
    ADD CONSTRAINT fk_quests_members_performer FOREIGN KEY (performer) REFERENCES civic.members(address) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.refresh_tokens
    ADD CONSTRAINT fk_refresh_tokens_sessions_session_id FOREIGN KEY (session_id) REFERENCES civic.sessions(id) ON DELETE CASCADE;
ALTER TABLE ONLY civic.registry_batches
    ADD CONSTRAINT fk_registry_batches_batches_seal FOREIGN KEY (seal) REFERENCES civic.batches(seal) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.rewards
    ADD CONSTRAINT fk_rewards_quests_quest_id FOREIGN KEY (quest_id) REFERENCES civic.quests(id) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.sessions
    ADD CONSTRAINT fk_sessions_members_member FOREIGN KEY (member) REFERENCES civic.members(address) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.signature_rechecks
    ADD CONSTRAINT fk_signature_rechecks_attestations_quest_id_work_hash_role FOREIGN KEY (quest_id, work_hash, role) REFERENCES civic.attestations(quest_id, work_hash, role) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.transaction_attempts
    ADD CONSTRAINT fk_transaction_attempts_transactions_transaction_id FOREIGN KEY (transaction_id) REFERENCES civic.transactions(id) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.transaction_claims
    ADD CONSTRAINT fk_transaction_claims_transactions_transaction_id FOREIGN KEY (transaction_id) REFERENCES civic.transactions(id) ON DELETE RESTRICT;
ALTER TABLE ONLY civic.transactions
    ADD CONSTRAINT fk_transactions_batches_seal FOREIGN KEY (seal) REFERENCES civic.batches(seal) ON DELETE RESTRICT;
