using System;
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
                    table.CheckConstraint("ck_members_address_length", "octet_length(address) = 20");
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
                    charged = table.Column<int>(type: "integer", nullable: false),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submission_text = table.Column<string>(type: "text", nullable: true),
                    submission_evidence = table.Column<byte[]>(type: "bytea", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: true),
                    work_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deadline = table.Column<long>(type: "bigint", nullable: true),
                    completed_at = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    search = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "CASE WHEN visibility = 'public' THEN to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(description, '')) END", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quests", x => x.id);
                    table.CheckConstraint("ck_quests_completed_at", "(completed_at IS NOT NULL) = (status = 'COMPLETE')");
                    table.CheckConstraint("ck_quests_creator_length", "octet_length(creator) = 20");
                    table.CheckConstraint("ck_quests_evidence_length", "octet_length(submission_evidence) % 32 = 0");
                    table.CheckConstraint("ck_quests_parties_differ", "creator <> performer");
                    table.CheckConstraint("ck_quests_performer", "performer IS NOT NULL OR status IN ('OPEN','EXPIRED','CANCELLED')");
                    table.CheckConstraint("ck_quests_performer_length", "octet_length(performer) = 20");
                    table.CheckConstraint("ck_quests_rewards", "reward_xp BETWEEN 10 AND 1000 AND reward_reputation BETWEEN 1 AND 100");
                    table.CheckConstraint("ck_quests_salt_length", "octet_length(salt) = 32");
                    table.CheckConstraint("ck_quests_status", "status IN ('OPEN','CLAIMED','SUBMITTED','COMPLETE','DISPUTED','RESOLVED','EXPIRED','CANCELLED')");
                    table.CheckConstraint("ck_quests_submission", "(work_hash IS NULL) = (deadline IS NULL) AND (work_hash IS NULL) = (submitted_at IS NULL) AND (work_hash IS NOT NULL OR status NOT IN ('SUBMITTED','COMPLETE'))");
                    table.CheckConstraint("ck_quests_title_hash_length", "octet_length(title_hash) = 32");
                    table.CheckConstraint("ck_quests_visibility", "visibility IN ('public','parties')");
                    table.CheckConstraint("ck_quests_work_hash_length", "octet_length(work_hash) = 32");
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
                    table.CheckConstraint("ck_sessions_member_length", "octet_length(member) = 20");
                    table.ForeignKey(
                        name: "fk_sessions_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
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
                    storage_receipt = table.Column<byte[]>(type: "bytea", nullable: true),
                    completion_receipt = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attestations", x => new { x.quest_id, x.work_hash, x.role });
                    table.CheckConstraint("ck_attestations_attester_length", "octet_length(attester) = 20");
                    table.CheckConstraint("ck_attestations_digest_length", "octet_length(digest) = 32");
                    table.CheckConstraint("ck_attestations_kind", "kind IN ('ecdsa','erc1271','erc6492') AND (kind = 'ecdsa') = (valid_at_number IS NULL) AND (kind = 'ecdsa') = (valid_at_hash IS NULL)");
                    table.CheckConstraint("ck_attestations_outcome", "outcome IN ('done','exceptional')");
                    table.CheckConstraint("ck_attestations_receipt", "num_nonnulls(storage_receipt, completion_receipt) >= 1");
                    table.CheckConstraint("ck_attestations_role", "role IN ('creator','performer') AND (role = 'creator') = (outcome IS NOT NULL)");
                    table.CheckConstraint("ck_attestations_signature", "octet_length(signature) <= 16384 AND (kind <> 'ecdsa' OR octet_length(signature) = 65)");
                    table.CheckConstraint("ck_attestations_valid_at_hash_length", "octet_length(valid_at_hash) = 32");
                    table.CheckConstraint("ck_attestations_work_hash_length", "octet_length(work_hash) = 32");
                    table.ForeignKey(
                        name: "fk_attestations_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
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
                    seal = table.Column<long>(type: "bigint", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: true),
                    tree_index = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_completions", x => x.quest_id);
                    table.CheckConstraint("ck_completions_amounts", "xp > 0 AND reputation > 0 AND anchor_by >= completed_at");
                    table.CheckConstraint("ck_completions_creator_length", "octet_length(creator) = 20");
                    table.CheckConstraint("ck_completions_creator_valid_at_hash_length", "octet_length(creator_valid_at_hash) = 32");
                    table.CheckConstraint("ck_completions_deadlines", "completed_at <= greatest(creator_deadline, performer_deadline)");
                    table.CheckConstraint("ck_completions_leaf_length", "octet_length(leaf) = 32");
                    table.CheckConstraint("ck_completions_parties_differ", "creator <> performer");
                    table.CheckConstraint("ck_completions_performer_length", "octet_length(performer) = 20");
                    table.CheckConstraint("ck_completions_performer_valid_at_hash_length", "octet_length(performer_valid_at_hash) = 32");
                    table.CheckConstraint("ck_completions_sealed", "num_nulls(seal, position, tree_index) IN (0, 3)");
                    table.CheckConstraint("ck_completions_signatures_hash_length", "octet_length(signatures_hash) = 32");
                    table.CheckConstraint("ck_completions_title_hash_length", "octet_length(title_hash) = 32");
                    table.CheckConstraint("ck_completions_work_hash_length", "octet_length(work_hash) = 32");
                    table.ForeignKey(
                        name: "fk_completions_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evidence_files",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    uploaded_by = table.Column<byte[]>(type: "bytea", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_files", x => new { x.quest_id, x.sha256 });
                    table.CheckConstraint("ck_evidence_files_sha256_length", "octet_length(sha256) = 32");
                    table.CheckConstraint("ck_evidence_files_size", "size = octet_length(bytes) AND size BETWEEN 1 AND 10485760");
                    table.CheckConstraint("ck_evidence_files_uploaded_by_length", "octet_length(uploaded_by) = 20");
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
                    table.CheckConstraint("ck_idempotency_keys_body_hash_length", "octet_length(body_hash) = 32");
                    table.CheckConstraint("ck_idempotency_keys_member_length", "octet_length(member) = 20");
                    table.ForeignKey(
                        name: "fk_idempotency_keys_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "point_entries",
                schema: "civic",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    amount = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_point_entries", x => x.id);
                    table.CheckConstraint("ck_point_entries_kind", "kind IN ('creation','xp','reputation')");
                    table.CheckConstraint("ck_point_entries_member_length", "octet_length(member) = 20");
                    table.ForeignKey(
                        name: "fk_point_entries_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_point_entries_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
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
                    table.PrimaryKey("pk_quest_moves", x => x.id);
                    table.CheckConstraint("ck_quest_moves_by_length", "octet_length(by) = 20");
                    table.ForeignKey(
                        name: "fk_quest_moves_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rewards",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    creator = table.Column<byte[]>(type: "bytea", nullable: false),
                    performer = table.Column<byte[]>(type: "bytea", nullable: false),
                    xp = table.Column<int>(type: "integer", nullable: false),
                    reputation = table.Column<int>(type: "integer", nullable: false),
                    earned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rewards", x => x.quest_id);
                    table.CheckConstraint("ck_rewards_amounts", "xp > 0 AND reputation > 0");
                    table.CheckConstraint("ck_rewards_creator_length", "octet_length(creator) = 20");
                    table.CheckConstraint("ck_rewards_performer_length", "octet_length(performer) = 20");
                    table.ForeignKey(
                        name: "fk_rewards_quests_quest_id",
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
                    table.CheckConstraint("ck_refresh_tokens_token_hash_length", "octet_length(token_hash) = 32");
                    table.ForeignKey(
                        name: "fk_refresh_tokens_sessions_session_id",
                        column: x => x.session_id,
                        principalSchema: "civic",
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_completions_seal_position",
                schema: "civic",
                table: "completions",
                columns: new[] { "seal", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_completions_waiting",
                schema: "civic",
                table: "completions",
                columns: new[] { "completed_at", "quest_id" },
                filter: "seal IS NULL");

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
                name: "ix_point_entries_member_id",
                schema: "civic",
                table: "point_entries",
                columns: new[] { "member", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_member_kind",
                schema: "civic",
                table: "point_entries",
                columns: new[] { "member", "kind" })
                .Annotation("Npgsql:IndexInclude", new[] { "amount" });

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_quest_id_member_kind_reason",
                schema: "civic",
                table: "point_entries",
                columns: new[] { "quest_id", "member", "kind", "reason" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_sign_up",
                schema: "civic",
                table: "point_entries",
                column: "member",
                unique: true,
                filter: "reason = 'sign-up'");

            migrationBuilder.CreateIndex(
                name: "ix_quest_moves_quest_id_id",
                schema: "civic",
                table: "quest_moves",
                columns: new[] { "quest_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_category_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "category", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "creator", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_due_at_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "performer", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_reward_reputation_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "reward_reputation", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_reward_xp_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "reward_xp", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_search",
                schema: "civic",
                table: "quests",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_quests_status_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_status_reward_reputation_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "status", "reward_reputation", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_status_reward_xp_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "status", "reward_xp", "id" });

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
                name: "ix_rewards_performer",
                schema: "civic",
                table: "rewards",
                column: "performer");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attestations",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "completions",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "evidence_files",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "idempotency_keys",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "point_entries",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "quest_moves",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "refresh_tokens",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "rewards",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "sign_in_nonces",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "sessions",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "quests",
                schema: "civic");

            migrationBuilder.DropTable(
                name: "members",
                schema: "civic");
        }
    }
}
