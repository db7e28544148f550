using System;
using System.Numerics;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "civic");

            migrationBuilder.CreateTable(
                name: "alarms",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_by = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alarms", x => x.id);
                    table.CheckConstraint("ck_alarms_acknowledged_by_length", "octet_length(\"acknowledged_by\") = 20");
                    table.CheckConstraint("ck_alarms_seen", "count > 0 AND last_seen_at >= first_seen_at AND (acknowledged_at IS NULL) = (acknowledged_by IS NULL)");
                    table.CheckConstraint("ck_alarms_words", "kind ~ '^[a-z][a-z0-9-]{1,39}$' AND length(subject) <= 200 AND length(detail) BETWEEN 1 AND 1000");
                });

            migrationBuilder.CreateTable(
                name: "anchoring_control",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    paused = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_anchoring_control", x => x.id);
                    table.CheckConstraint("ck_anchoring_control_one_row", "id = 1 AND paused = (reason IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "attestations",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    work_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    attester = table.Column<byte[]>(type: "bytea", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    deadline = table.Column<long>(type: "bigint", nullable: false),
                    signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    valid_at_number = table.Column<long>(type: "bigint", nullable: true),
                    valid_at_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    received_at = table.Column<long>(type: "bigint", nullable: false),
                    storage_receipt = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attestations", x => new { x.quest_id, x.work_hash, x.role });
                    table.CheckConstraint("ck_attestations_attester_length", "octet_length(\"attester\") = 20");
                    table.CheckConstraint("ck_attestations_digest_length", "octet_length(\"digest\") = 32");
                    table.CheckConstraint("ck_attestations_kind", "kind IN ('ecdsa','erc1271','erc6492') AND (kind = 'ecdsa') = (valid_at_number IS NULL) AND (kind = 'ecdsa') = (valid_at_hash IS NULL)");
                    table.CheckConstraint("ck_attestations_outcome", "outcome IN ('done','exceptional')");
                    table.CheckConstraint("ck_attestations_role", "role IN ('creator','performer') AND (role = 'creator') = (outcome IS NOT NULL)");
                    table.CheckConstraint("ck_attestations_signature", "octet_length(signature) <= 16384 AND (kind <> 'ecdsa' OR octet_length(signature) = 65)");
                    table.CheckConstraint("ck_attestations_valid_at_hash_length", "octet_length(\"valid_at_hash\") = 32");
                    table.CheckConstraint("ck_attestations_work_hash_length", "octet_length(\"work_hash\") = 32");
                });

            migrationBuilder.CreateTable(
                name: "batches",
                schema: "civic",
                columns: table => new
                {
                    seal = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    leaf_count = table.Column<int>(type: "integer", nullable: false),
                    tree = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batches", x => x.seal);
                    table.CheckConstraint("ck_batches_leaf_count", "leaf_count BETWEEN 1 AND 65536");
                    table.CheckConstraint("ck_batches_root_length", "octet_length(\"root\") = 32");
                    table.CheckConstraint("ck_batches_tree", "octet_length(tree) = 32 * (2 * leaf_count - 1) AND substring(tree FROM 1 FOR 32) = root");
                });

            migrationBuilder.CreateTable(
                name: "completions",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    creator = table.Column<byte[]>(type: "bytea", nullable: false),
                    performer = table.Column<byte[]>(type: "bytea", nullable: false),
                    work_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    title_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    xp = table.Column<int>(type: "integer", nullable: false),
                    reputation = table.Column<int>(type: "integer", nullable: false),
                    completed_at = table.Column<long>(type: "bigint", nullable: false),
                    creator_signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    creator_kind = table.Column<string>(type: "text", nullable: false),
                    creator_deadline = table.Column<long>(type: "bigint", nullable: false),
                    creator_valid_at_number = table.Column<long>(type: "bigint", nullable: true),
                    creator_valid_at_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    performer_signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    performer_kind = table.Column<string>(type: "text", nullable: false),
                    performer_deadline = table.Column<long>(type: "bigint", nullable: false),
                    performer_valid_at_number = table.Column<long>(type: "bigint", nullable: true),
                    performer_valid_at_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    signatures_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    leaf = table.Column<byte[]>(type: "bytea", nullable: false),
                    anchor_by = table.Column<long>(type: "bigint", nullable: false),
                    creator_receipt = table.Column<byte[]>(type: "bytea", nullable: false),
                    performer_receipt = table.Column<byte[]>(type: "bytea", nullable: false),
                    seal = table.Column<long>(type: "bigint", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: true),
                    tree_index = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_completions", x => x.quest_id);
                    table.CheckConstraint("ck_completions_amounts", "xp > 0 AND reputation > 0 AND anchor_by >= completed_at");
                    table.CheckConstraint("ck_completions_creator_length", "octet_length(\"creator\") = 20");
                    table.CheckConstraint("ck_completions_creator_valid_at_hash_length", "octet_length(\"creator_valid_at_hash\") = 32");
                    table.CheckConstraint("ck_completions_deadlines", "completed_at <= greatest(creator_deadline, performer_deadline)");
                    table.CheckConstraint("ck_completions_leaf_length", "octet_length(\"leaf\") = 32");
                    table.CheckConstraint("ck_completions_parties_differ", "creator <> performer");
                    table.CheckConstraint("ck_completions_performer_length", "octet_length(\"performer\") = 20");
                    table.CheckConstraint("ck_completions_performer_valid_at_hash_length", "octet_length(\"performer_valid_at_hash\") = 32");
                    table.CheckConstraint("ck_completions_sealed", "num_nulls(seal, position, tree_index) IN (0, 3)");
                    table.CheckConstraint("ck_completions_signatures_hash_length", "octet_length(\"signatures_hash\") = 32");
                    table.CheckConstraint("ck_completions_title_hash_length", "octet_length(\"title_hash\") = 32");
                    table.CheckConstraint("ck_completions_work_hash_length", "octet_length(\"work_hash\") = 32");
                });

            migrationBuilder.CreateTable(
                name: "event_projections",
                schema: "civic",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    block = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_projections", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "event_readers",
                schema: "civic",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_readers", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "events",
                schema: "civic",
                columns: table => new
                {
                    xact = table.Column<ulong>(type: "xid8", nullable: false, defaultValueSql: "pg_current_xact_id()"),
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<byte[]>(type: "bytea", nullable: false),
                    actor = table.Column<byte[]>(type: "bytea", nullable: true),
                    parties = table.Column<byte[]>(type: "bytea", nullable: true),
                    visibility = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => new { x.xact, x.id });
                    table.CheckConstraint("ck_events_actor_length", "octet_length(\"actor\") = 20");
                    table.CheckConstraint("ck_events_kind", "kind IN ('quest.posted','quest.edited','quest.requested','quest.request-withdrawn','quest.linked','quest.claimed','quest.released','quest.closed','quest.submitted','quest.withdrawn','quest.revision-requested','quest.deadline-renewed','quest.creator-reminded','quest.performer-reminded','quest.nudged','attestation.signed','quest.completed','quest.expired','quest.cancelled','quest.erased','batch.finalized','reward.final')");
                    table.CheckConstraint("ck_events_parties_length", "octet_length(parties) IN (20, 40)");
                    table.CheckConstraint("ck_events_subject_length", "octet_length(subject) IN (16, 32)");
                    table.CheckConstraint("ck_events_visibility", "visibility IN ('public','parties')");
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    title = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incidents", x => x.id);
                    table.CheckConstraint("ck_incidents_title", "length(title) BETWEEN 1 AND 120");
                });

            migrationBuilder.CreateTable(
                name: "job_states",
                schema: "civic",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    last_run_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_succeeded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_states", x => x.name);
                    table.CheckConstraint("ck_job_states_status", "status IN ('ok','waiting','failing') AND (status = 'ok') = (reason IS NULL) AND (failures > 0) = (status = 'failing')");
                });

            migrationBuilder.CreateTable(
                name: "leases",
                schema: "civic",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    holder = table.Column<string>(type: "text", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leases", x => x.name);
                    table.CheckConstraint("ck_leases_fence", "fence > 0");
                });

            migrationBuilder.CreateTable(
                name: "maintenance_changes",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    mode = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    changed_by = table.Column<byte[]>(type: "bytea", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_maintenance_changes", x => x.id);
                    table.CheckConstraint("ck_maintenance_changes_changed_by_length", "octet_length(\"changed_by\") = 20");
                    table.CheckConstraint("ck_maintenance_changes_mode", "mode IN ('off','read-only','on') AND CASE WHEN mode = 'off' THEN num_nonnulls(reason, until) = 0 ELSE reason IS NOT NULL AND length(reason) BETWEEN 1 AND 200 AND (until IS NULL OR until > changed_at) END");
                });

            migrationBuilder.CreateTable(
                name: "members",
                schema: "civic",
                columns: table => new
                {
                    address = table.Column<byte[]>(type: "bytea", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    bio = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    erased_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_members", x => x.address);
                    table.CheckConstraint("ck_members_address_length", "octet_length(\"address\") = 20");
                });

            migrationBuilder.CreateTable(
                name: "point_entries",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    creation = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    xp = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    reputation = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    reason = table.Column<string>(type: "text", nullable: false),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_point_entries", x => new { x.member, x.id });
                    table.CheckConstraint("ck_point_entries_amounts", "creation <> 0 OR xp <> 0 OR reputation <> 0");
                    table.CheckConstraint("ck_point_entries_member_length", "octet_length(\"member\") = 20");
                });

            migrationBuilder.CreateTable(
                name: "quest_moves",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<byte[]>(type: "bytea", nullable: true),
                    from_status = table.Column<string>(type: "text", nullable: true),
                    to_status = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quest_moves", x => new { x.quest_id, x.id });
                    table.CheckConstraint("ck_quest_moves_by_length", "octet_length(\"by\") = 20");
                    table.CheckConstraint("ck_quest_moves_known", "coalesce(from_status, '') || '>' || to_status IN ('>OPEN', 'OPEN>OPEN', 'OPEN>CANCELLED', 'OPEN>CLAIMED', 'OPEN>EXPIRED', 'CLAIMED>SUBMITTED', 'CLAIMED>OPEN', 'CLAIMED>CANCELLED', 'CLAIMED>CLAIMED', 'CLAIMED>EXPIRED', 'SUBMITTED>COMPLETE', 'SUBMITTED>CLAIMED', 'SUBMITTED>SUBMITTED')");
                });

            migrationBuilder.CreateTable(
                name: "reward_relays",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    performer = table.Column<byte[]>(type: "bytea", nullable: false),
                    seal = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    is_contract_signed = table.Column<bool>(type: "boolean", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    over_budget = table.Column<string>(type: "text", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_transaction_id = table.Column<long>(type: "bigint", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reward_relays", x => x.quest_id);
                    table.CheckConstraint("ck_reward_relays_budget", "over_budget IN ('member','total','member-wei','pair-wei','newcomers-wei','total-wei') AND num_nonnulls(leased_until, over_budget) <= 1");
                    table.CheckConstraint("ck_reward_relays_performer_length", "octet_length(\"performer\") = 20");
                    table.CheckConstraint("ck_reward_relays_state", "state IN ('waiting','done','abandoned','unpayable') AND tries >= 0");
                    table.CheckConstraint("ck_reward_relays_waiting", "state = 'waiting' OR num_nonnulls(leased_until, over_budget) = 0");
                });

            migrationBuilder.CreateTable(
                name: "sign_in_nonces",
                schema: "civic",
                columns: table => new
                {
                    nonce = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_nonces", x => x.nonce);
                });

            migrationBuilder.CreateTable(
                name: "signature_rechecks",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    work_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    valid_at_number = table.Column<long>(type: "bigint", nullable: false),
                    holds = table.Column<bool>(type: "boolean", nullable: false),
                    checked_at_number = table.Column<long>(type: "bigint", nullable: false),
                    checked_at_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signature_rechecks", x => new { x.quest_id, x.work_hash, x.role });
                    table.CheckConstraint("ck_signature_rechecks_block", "valid_at_number >= 0 AND checked_at_number >= valid_at_number");
                    table.CheckConstraint("ck_signature_rechecks_checked_at_hash_length", "octet_length(\"checked_at_hash\") = 32");
                    table.CheckConstraint("ck_signature_rechecks_role", "role IN ('creator','performer')");
                    table.CheckConstraint("ck_signature_rechecks_work_hash_length", "octet_length(\"work_hash\") = 32");
                    table.ForeignKey(
                        name: "fk_signature_rechecks_attestations_quest_id_work_hash_role",
                        columns: x => new { x.quest_id, x.work_hash, x.role },
                        principalSchema: "civic",
                        principalTable: "attestations",
                        principalColumns: new[] { "quest_id", "work_hash", "role" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_batches",
                schema: "civic",
                columns: table => new
                {
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    seal = table.Column<long>(type: "bigint", nullable: true),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at_block = table.Column<long>(type: "bigint", nullable: false),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registry_batches", x => x.batch_id);
                    table.CheckConstraint("ck_registry_batches_acknowledged", "seal IS NULL OR acknowledged_at IS NULL");
                    table.CheckConstraint("ck_registry_batches_id", "batch_id >= 1");
                    table.CheckConstraint("ck_registry_batches_root_length", "octet_length(\"root\") = 32");
                    table.ForeignKey(
                        name: "fk_registry_batches_batches_seal",
                        column: x => x.seal,
                        principalSchema: "civic",
                        principalTable: "batches",
                        principalColumn: "seal",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "transactions",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    seal = table.Column<long>(type: "bigint", nullable: true),
                    batch_id = table.Column<long>(type: "bigint", nullable: true),
                    chain_id = table.Column<long>(type: "bigint", nullable: false),
                    sender = table.Column<byte[]>(type: "bytea", nullable: false),
                    nonce = table.Column<long>(type: "bigint", nullable: false),
                    recipient = table.Column<byte[]>(type: "bytea", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false),
                    gas_limit = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    mined_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    mined_block_number = table.Column<long>(type: "bigint", nullable: true),
                    mined_block_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    succeeded = table.Column<bool>(type: "boolean", nullable: true),
                    max_cost = table.Column<BigInteger>(type: "numeric(78,0)", nullable: false),
                    fee_paid = table.Column<BigInteger>(type: "numeric(78,0)", nullable: true),
                    alarm = table.Column<string>(type: "text", nullable: true),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transactions", x => x.id);
                    table.CheckConstraint("ck_transactions_amounts", "nonce >= 0 AND gas_limit >= 21000 AND batch_id >= 1 AND max_cost >= 0 AND fee_paid >= 0");
                    table.CheckConstraint("ck_transactions_included", "num_nonnulls(mined_hash, mined_block_number, mined_block_hash, succeeded) = CASE WHEN state IN ('mined','confirmed','finalized','reverted-final') THEN 4 ELSE 0 END");
                    table.CheckConstraint("ck_transactions_kind", "kind IN ('anchor','claim') AND num_nonnulls(seal, batch_id) = CASE kind WHEN 'anchor' THEN 2 ELSE 0 END");
                    table.CheckConstraint("ck_transactions_mined_block_hash_length", "octet_length(\"mined_block_hash\") = 32");
                    table.CheckConstraint("ck_transactions_mined_hash_length", "octet_length(\"mined_hash\") = 32");
                    table.CheckConstraint("ck_transactions_recipient_length", "octet_length(\"recipient\") = 20");
                    table.CheckConstraint("ck_transactions_sender_length", "octet_length(\"sender\") = 20");
                    table.CheckConstraint("ck_transactions_state", "state IN ('planned','signed','sent','mined','confirmed','finalized','superseded','reverted-final','cancelled')");
                    table.CheckConstraint("ck_transactions_success", "CASE state WHEN 'confirmed' THEN succeeded WHEN 'finalized' THEN succeeded WHEN 'reverted-final' THEN NOT succeeded ELSE true END");
                    table.ForeignKey(
                        name: "fk_transactions_batches_seal",
                        column: x => x.seal,
                        principalSchema: "civic",
                        principalTable: "batches",
                        principalColumn: "seal",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "incident_updates",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    incident_id = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    written_by = table.Column<byte[]>(type: "bytea", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incident_updates", x => x.id);
                    table.CheckConstraint("ck_incident_updates_words", "state IN ('investigating','identified','monitoring','resolved') AND length(text) BETWEEN 1 AND 1000");
                    table.CheckConstraint("ck_incident_updates_written_by_length", "octet_length(\"written_by\") = 20");
                    table.ForeignKey(
                        name: "fk_incident_updates_incidents_incident_id",
                        column: x => x.incident_id,
                        principalSchema: "civic",
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evidence_days",
                schema: "civic",
                columns: table => new
                {
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_days", x => new { x.member, x.day });
                    table.CheckConstraint("ck_evidence_days_member_length", "octet_length(\"member\") = 20");
                    table.ForeignKey(
                        name: "fk_evidence_days_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "inboxes",
                schema: "civic",
                columns: table => new
                {
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    last_number = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    read_number = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inboxes", x => x.member);
                    table.CheckConstraint("ck_inboxes_member_length", "octet_length(\"member\") = 20");
                    table.CheckConstraint("ck_inboxes_numbers", "read_number BETWEEN 0 AND last_number");
                    table.ForeignKey(
                        name: "fk_inboxes_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "member_words",
                schema: "civic",
                columns: table => new
                {
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    version = table.Column<short>(type: "smallint", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false),
                    spellings = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_words", x => x.member);
                    table.CheckConstraint("ck_member_words_member_length", "octet_length(\"member\") = 20");
                    table.ForeignKey(
                        name: "fk_member_words_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "operator_commands",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: true),
                    member = table.Column<byte[]>(type: "bytea", nullable: true),
                    amount = table.Column<int>(type: "integer", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    idempotency_key = table.Column<string>(type: "text", nullable: true),
                    requested_by = table.Column<byte[]>(type: "bytea", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    result = table.Column<string>(type: "text", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_operator_commands", x => x.id);
                    table.CheckConstraint("ck_operator_commands_done", "CASE kind WHEN 'grant-points' THEN num_nonnulls(done_at, result) = 2 AND fence IS NULL ELSE num_nulls(done_at, result, fence) IN (0, 3) END");
                    table.CheckConstraint("ck_operator_commands_grant", "num_nonnulls(member, amount, note, idempotency_key) = CASE kind WHEN 'grant-points' THEN 4 ELSE 0 END AND amount > 0 AND length(note) BETWEEN 1 AND 200");
                    table.CheckConstraint("ck_operator_commands_kind", "kind IN ('run-anchoring','pause-anchoring','resume-anchoring','retry-reward','abandon-reward','reindex','grant-points') AND (kind IN ('retry-reward','abandon-reward')) = (quest_id IS NOT NULL)");
                    table.CheckConstraint("ck_operator_commands_member_length", "octet_length(\"member\") = 20");
                    table.CheckConstraint("ck_operator_commands_requested_by_length", "octet_length(\"requested_by\") = 20");
                    table.ForeignKey(
                        name: "fk_operator_commands_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "quests",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    creator = table.Column<byte[]>(type: "bytea", nullable: false),
                    performer = table.Column<byte[]>(type: "bytea", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    visibility = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: true),
                    title_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    exceptional_criteria = table.Column<string>(type: "text", nullable: true),
                    category = table.Column<string>(type: "text", nullable: false),
                    tags = table.Column<string[]>(type: "text[]", nullable: false),
                    reward_xp = table.Column<int>(type: "integer", nullable: false),
                    reward_reputation = table.Column<int>(type: "integer", nullable: false),
                    evidence_required = table.Column<bool>(type: "boolean", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    claim_days = table.Column<int>(type: "integer", nullable: false, defaultValue: 14),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    link_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    charged = table.Column<int>(type: "integer", nullable: false),
                    claim_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    remind_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    nudged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submission_text = table.Column<string>(type: "text", nullable: true),
                    submission_evidence = table.Column<byte[]>(type: "bytea", nullable: false),
                    former_text = table.Column<string>(type: "text", nullable: true),
                    former_evidence = table.Column<byte[]>(type: "bytea", nullable: true),
                    salt = table.Column<byte[]>(type: "bytea", nullable: true),
                    work_format = table.Column<short>(type: "smallint", nullable: false, defaultValue: (short)1),
                    terms_salts = table.Column<byte[]>(type: "bytea", nullable: true),
                    submission_salts = table.Column<byte[]>(type: "bytea", nullable: true),
                    work_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deadline = table.Column<long>(type: "bigint", nullable: true),
                    completed_at = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    due_order = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, computedColumnSql: "coalesce(due_at, 'infinity'::timestamptz)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quests", x => x.id);
                    table.CheckConstraint("ck_quests_claim_days", "claim_days BETWEEN 1 AND 90");
                    table.CheckConstraint("ck_quests_claim_until", "claim_until IS NOT NULL OR status <> 'CLAIMED'");
                    table.CheckConstraint("ck_quests_closed", "closed_at IS NULL OR status <> 'OPEN'");
                    table.CheckConstraint("ck_quests_completed_at", "(completed_at IS NOT NULL) = (status = 'COMPLETE')");
                    table.CheckConstraint("ck_quests_creator_length", "octet_length(\"creator\") = 20");
                    table.CheckConstraint("ck_quests_evidence_length", "octet_length(submission_evidence) % 32 = 0");
                    table.CheckConstraint("ck_quests_former_length", "octet_length(former_evidence) % 32 = 0");
                    table.CheckConstraint("ck_quests_link_hash_length", "octet_length(\"link_hash\") = 32");
                    table.CheckConstraint("ck_quests_parties_differ", "creator <> performer");
                    table.CheckConstraint("ck_quests_performer", "performer IS NOT NULL OR status IN ('OPEN','EXPIRED','CANCELLED')");
                    table.CheckConstraint("ck_quests_performer_length", "octet_length(\"performer\") = 20");
                    table.CheckConstraint("ck_quests_rewards", "reward_xp BETWEEN 10 AND 1000 AND reward_reputation BETWEEN 1 AND 100");
                    table.CheckConstraint("ck_quests_salt_length", "octet_length(\"salt\") = 32");
                    table.CheckConstraint("ck_quests_salts", "octet_length(terms_salts) = 96 AND octet_length(submission_salts) % 32 = 0");
                    table.CheckConstraint("ck_quests_status", "status IN ('OPEN','CLAIMED','SUBMITTED','COMPLETE','DISPUTED','RESOLVED','EXPIRED','CANCELLED')");
                    table.CheckConstraint("ck_quests_submission", "(work_hash IS NULL) = (deadline IS NULL) AND (work_hash IS NULL) = (submitted_at IS NULL) AND (work_hash IS NOT NULL OR status NOT IN ('SUBMITTED','COMPLETE'))");
                    table.CheckConstraint("ck_quests_title_hash_length", "octet_length(\"title_hash\") = 32");
                    table.CheckConstraint("ck_quests_visibility", "visibility IN ('public','parties')");
                    table.CheckConstraint("ck_quests_work_format", "work_format = 1 AND num_nonnulls(terms_salts, submission_salts) = 0 OR work_format = 2 AND salt IS NULL");
                    table.CheckConstraint("ck_quests_work_hash_length", "octet_length(\"work_hash\") = 32");
                    table.ForeignKey(
                        name: "fk_quests_members_creator",
                        column: x => x.creator,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quests_members_performer",
                        column: x => x.performer,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    user_agent = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.CheckConstraint("ck_sessions_member_length", "octet_length(\"member\") = 20");
                    table.ForeignKey(
                        name: "fk_sessions_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "transaction_attempts",
                schema: "civic",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    transaction_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    raw = table.Column<byte[]>(type: "bytea", nullable: false),
                    max_fee_per_gas = table.Column<BigInteger>(type: "numeric(78,0)", nullable: false),
                    max_priority_fee_per_gas = table.Column<BigInteger>(type: "numeric(78,0)", nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sends = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    refused = table.Column<bool>(type: "boolean", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transaction_attempts", x => x.hash);
                    table.CheckConstraint("ck_transaction_attempts_fees", "max_fee_per_gas > 0 AND max_priority_fee_per_gas BETWEEN 0 AND max_fee_per_gas");
                    table.CheckConstraint("ck_transaction_attempts_hash_length", "octet_length(\"hash\") = 32");
                    table.CheckConstraint("ck_transaction_attempts_raw", "octet_length(raw) > 0");
                    table.CheckConstraint("ck_transaction_attempts_sent", "(sends > 0) = (last_sent_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_transaction_attempts_transactions_transaction_id",
                        column: x => x.transaction_id,
                        principalSchema: "civic",
                        principalTable: "transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "transaction_claims",
                schema: "civic",
                columns: table => new
                {
                    transaction_id = table.Column<long>(type: "bigint", nullable: false),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_newcomer = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transaction_claims", x => new { x.transaction_id, x.quest_id });
                    table.ForeignKey(
                        name: "fk_transaction_claims_transactions_transaction_id",
                        column: x => x.transaction_id,
                        principalSchema: "civic",
                        principalTable: "transactions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                schema: "civic",
                columns: table => new
                {
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    @event = table.Column<long>(name: "event", type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => new { x.member, x.number });
                    table.CheckConstraint("ck_notifications_actor_length", "octet_length(\"actor\") = 20");
                    table.CheckConstraint("ck_notifications_kind", "kind IN ('quest.posted','quest.edited','quest.requested','quest.request-withdrawn','quest.linked','quest.claimed','quest.released','quest.closed','quest.submitted','quest.withdrawn','quest.revision-requested','quest.deadline-renewed','quest.creator-reminded','quest.performer-reminded','quest.nudged','attestation.signed','quest.completed','quest.expired','quest.cancelled','quest.erased','batch.finalized','reward.final')");
                    table.CheckConstraint("ck_notifications_member_length", "octet_length(\"member\") = 20");
                    table.ForeignKey(
                        name: "fk_notifications_inboxes_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "inboxes",
                        principalColumn: "member",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evidence_files",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: true),
                    size = table.Column<int>(type: "integer", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    uploaded_by = table.Column<byte[]>(type: "bytea", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_former = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    is_stored = table.Column<bool>(type: "boolean", nullable: false, computedColumnSql: "bytes IS NOT NULL", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_files", x => new { x.quest_id, x.sha256 });
                    table.CheckConstraint("ck_evidence_files_sha256_length", "octet_length(\"sha256\") = 32");
                    table.CheckConstraint("ck_evidence_files_size", "size = octet_length(bytes) AND size BETWEEN 1 AND 10485760");
                    table.CheckConstraint("ck_evidence_files_uploaded_by_length", "octet_length(\"uploaded_by\") = 20");
                    table.ForeignKey(
                        name: "fk_evidence_files_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                schema: "civic",
                columns: table => new
                {
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.member, x.key });
                    table.CheckConstraint("ck_idempotency_keys_body_hash_length", "octet_length(\"body_hash\") = 32");
                    table.CheckConstraint("ck_idempotency_keys_member_length", "octet_length(\"member\") = 20");
                    table.ForeignKey(
                        name: "fk_idempotency_keys_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quest_requests",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quest_requests", x => new { x.quest_id, x.member });
                    table.CheckConstraint("ck_quest_requests_member_length", "octet_length(\"member\") = 20");
                    table.ForeignKey(
                        name: "fk_quest_requests_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quest_requests_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "quest_words",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<short>(type: "smallint", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false),
                    spellings = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quest_words", x => x.quest_id);
                    table.ForeignKey(
                        name: "fk_quest_words_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "refresh_tokens",
                schema: "civic",
                columns: table => new
                {
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refresh_tokens", x => x.token_hash);
                    table.CheckConstraint("ck_refresh_tokens_token_hash_length", "octet_length(\"token_hash\") = 32");
                    table.ForeignKey(
                        name: "fk_refresh_tokens_sessions_session_id",
                        column: x => x.session_id,
                        principalSchema: "civic",
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alarms_ended_at",
                schema: "civic",
                table: "alarms",
                column: "ended_at",
                filter: "ended_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alarms_last_seen_at",
                schema: "civic",
                table: "alarms",
                column: "last_seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_alarms_lasting",
                schema: "civic",
                table: "alarms",
                columns: new[] { "kind", "subject" },
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_attestations_contract_signed",
                schema: "civic",
                table: "attestations",
                column: "valid_at_number",
                filter: "valid_at_number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_batches_root",
                schema: "civic",
                table: "batches",
                column: "root",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_completions_completed_at",
                schema: "civic",
                table: "completions",
                column: "completed_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_completions_leaf",
                schema: "civic",
                table: "completions",
                column: "leaf",
                filter: "seal IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_completions_seal_position",
                schema: "civic",
                table: "completions",
                columns: new[] { "seal", "position" },
                filter: "seal IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_completions_waiting",
                schema: "civic",
                table: "completions",
                columns: new[] { "completed_at", "quest_id" },
                filter: "seal IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_evidence_files_uploaded_by",
                schema: "civic",
                table: "evidence_files",
                column: "uploaded_by",
                filter: "is_stored")
                .Annotation("Npgsql:IndexInclude", new[] { "size" });

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_created_at",
                schema: "civic",
                table: "idempotency_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_quest_id",
                schema: "civic",
                table: "idempotency_keys",
                column: "quest_id");

            migrationBuilder.CreateIndex(
                name: "ix_incident_updates_incident",
                schema: "civic",
                table: "incident_updates",
                columns: new[] { "incident_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_member_words_spellings",
                schema: "civic",
                table: "member_words",
                column: "spellings")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_member_words_words",
                schema: "civic",
                table: "member_words",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_at",
                schema: "civic",
                table: "notifications",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_member_event",
                schema: "civic",
                table: "notifications",
                columns: new[] { "member", "event" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_operator_commands_grants",
                schema: "civic",
                table: "operator_commands",
                column: "requested_at",
                filter: "kind = 'grant-points'");

            migrationBuilder.CreateIndex(
                name: "ix_operator_commands_key",
                schema: "civic",
                table: "operator_commands",
                columns: new[] { "requested_by", "idempotency_key" },
                unique: true,
                filter: "idempotency_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_operator_commands_member",
                schema: "civic",
                table: "operator_commands",
                column: "member");

            migrationBuilder.CreateIndex(
                name: "ix_operator_commands_waiting",
                schema: "civic",
                table: "operator_commands",
                columns: new[] { "kind", "quest_id" },
                unique: true,
                filter: "done_at IS NULL")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_quest_id_member_reason",
                schema: "civic",
                table: "point_entries",
                columns: new[] { "quest_id", "member", "reason" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_sign_up",
                schema: "civic",
                table: "point_entries",
                column: "member",
                unique: true,
                filter: "reason = 'sign-up'");

            migrationBuilder.CreateIndex(
                name: "ix_quest_moves_by",
                schema: "civic",
                table: "quest_moves",
                column: "by",
                filter: "reason IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_quest_requests_member",
                schema: "civic",
                table: "quest_requests",
                column: "member");

            migrationBuilder.CreateIndex(
                name: "ix_quest_words_spellings",
                schema: "civic",
                table: "quest_words",
                column: "spellings")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_quest_words_words",
                schema: "civic",
                table: "quest_words",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_quests_category_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "category", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_claim_until",
                schema: "civic",
                table: "quests",
                column: "claim_until",
                filter: "status = 'CLAIMED'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "creator", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "reward_xp", "reward_reputation", "due_order", "visibility" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_due_at",
                schema: "civic",
                table: "quests",
                column: "due_at",
                filter: "status IN ('OPEN','CLAIMED')");

            migrationBuilder.CreateIndex(
                name: "ix_quests_due_order_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "due_order", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_held_by_performer",
                schema: "civic",
                table: "quests",
                column: "performer",
                filter: "status IN ('CLAIMED','SUBMITTED','DISPUTED')");

            migrationBuilder.CreateIndex(
                name: "ix_quests_open_of_creator",
                schema: "civic",
                table: "quests",
                column: "creator",
                filter: "status = 'OPEN'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "performer", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "reward_xp", "reward_reputation", "due_order", "visibility" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_private_of_creator",
                schema: "civic",
                table: "quests",
                columns: new[] { "creator", "id" },
                filter: "visibility = 'parties'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_private_of_performer",
                schema: "civic",
                table: "quests",
                columns: new[] { "performer", "id" },
                filter: "visibility = 'parties'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_remind_at",
                schema: "civic",
                table: "quests",
                column: "remind_at",
                filter: "remind_at IS NOT NULL AND status IN ('CLAIMED','SUBMITTED')");

            migrationBuilder.CreateIndex(
                name: "ix_quests_reward_reputation_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "reward_reputation", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_reward_xp_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "reward_xp", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_status_due_order_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "status", "due_order", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_status_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "status", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_status_reward_reputation_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "status", "reward_reputation", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_status_reward_xp_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "status", "reward_xp", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_tags",
                schema: "civic",
                table: "quests",
                column: "tags")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_refresh_tokens_session_id",
                schema: "civic",
                table: "refresh_tokens",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_registry_batches_root",
                schema: "civic",
                table: "registry_batches",
                column: "root");

            migrationBuilder.CreateIndex(
                name: "ix_registry_batches_seal",
                schema: "civic",
                table: "registry_batches",
                column: "seal");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_given_up",
                schema: "civic",
                table: "reward_relays",
                column: "quest_id",
                filter: "state IN ('abandoned','unpayable')");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_leased",
                schema: "civic",
                table: "reward_relays",
                column: "leased_until",
                filter: "leased_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_over_budget",
                schema: "civic",
                table: "reward_relays",
                column: "over_budget",
                filter: "over_budget IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays",
                columns: new[] { "is_contract_signed", "performer", "next_at", "quest_id" },
                filter: "state = 'waiting'")
                .Annotation("Npgsql:IndexInclude", new[] { "seal" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_member",
                schema: "civic",
                table: "sessions",
                column: "member");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_nonces_expires_at",
                schema: "civic",
                table: "sign_in_nonces",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_signature_rechecks_refuted",
                schema: "civic",
                table: "signature_rechecks",
                column: "checked_at",
                filter: "NOT holds");

            migrationBuilder.CreateIndex(
                name: "ix_signature_rechecks_valid_at_number",
                schema: "civic",
                table: "signature_rechecks",
                column: "valid_at_number");

            migrationBuilder.CreateIndex(
                name: "ix_transaction_attempts_transaction_id_number",
                schema: "civic",
                table: "transaction_attempts",
                columns: new[] { "transaction_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_transaction_claims_quest_id",
                schema: "civic",
                table: "transaction_claims",
                column: "quest_id");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_claims",
                schema: "civic",
                table: "transactions",
                column: "planned_at",
                filter: "kind = 'claim'");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_live",
                schema: "civic",
                table: "transactions",
                columns: new[] { "sender", "nonce" },
                filter: "state IN ('planned','signed','sent','mined','confirmed')");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_nonce",
                schema: "civic",
                table: "transactions",
                columns: new[] { "chain_id", "sender", "nonce" },
                unique: true,
                filter: "state NOT IN ('superseded','cancelled')");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_purpose",
                schema: "civic",
                table: "transactions",
                column: "purpose",
                unique: true,
                filter: "state IN ('planned','signed','sent','mined','confirmed')");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_seal",
                schema: "civic",
                table: "transactions",
                column: "seal");

            migrationBuilder.Sql(
                """
                ALTER TABLE civic.evidence_files ALTER COLUMN bytes SET STORAGE EXTERNAL;
                ALTER TABLE civic.point_entries DROP CONSTRAINT pk_point_entries,
                  ADD CONSTRAINT pk_point_entries PRIMARY KEY (member, id) INCLUDE (creation, xp, reputation);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alarms",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "anchoring_control",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "completions",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "event_projections",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "event_readers",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "events",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "evidence_days",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "evidence_files",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "idempotency_keys",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "incident_updates",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "job_states",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "leases",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "maintenance_changes",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "member_words",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "notifications",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "operator_commands",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "point_entries",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "quest_moves",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "quest_requests",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "quest_words",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "refresh_tokens",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "registry_batches",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "reward_relays",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "sign_in_nonces",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "signature_rechecks",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "transaction_attempts",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "transaction_claims",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "incidents",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "inboxes",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "quests",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "sessions",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "attestations",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "transactions",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "members",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "batches",
                schema: "civic");
        }
    }
}
