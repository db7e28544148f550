using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace CivicForge.Indexer.Database.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "chain");

            migrationBuilder.CreateTable(
                name: "blocks",
                schema: "chain",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    parent_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    block_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    canonical = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_blocks", x => x.hash);
                    table.CheckConstraint("blocks_hashes", "length(hash) = 32 and length(parent_hash) = 32 and number >= 0");
                });

            migrationBuilder.CreateTable(
                name: "coverage",
                schema: "chain",
                columns: table => new
                {
                    contract = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    blocks = table.Column<NpgsqlRange<long>[]>(type: "int8multirange", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coverage", x => x.contract);
                    table.CheckConstraint("coverage_contract", "length(contract) = 20");
                });

            migrationBuilder.CreateTable(
                name: "cursors",
                schema: "chain",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    chain_id = table.Column<long>(type: "bigint", nullable: false),
                    genesis_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    start_block = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    finalized_number = table.Column<long>(type: "bigint", nullable: true),
                    finalized_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    head_number = table.Column<long>(type: "bigint", nullable: true),
                    reread_number = table.Column<long>(type: "bigint", nullable: false),
                    audited_number = table.Column<long>(type: "bigint", nullable: true),
                    blocks_written = table.Column<long>(type: "bigint", nullable: false),
                    logs_written = table.Column<long>(type: "bigint", nullable: false),
                    halted_reason = table.Column<string>(type: "text", nullable: true),
                    halted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    holder = table.Column<string>(type: "text", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cursors", x => x.id);
                    table.CheckConstraint("cursors_finalized", "(finalized_number is null) = (finalized_hash is null) and (finalized_number is null or finalized_number <= number)");
                    table.CheckConstraint("cursors_halted", "(halted_reason is null) = (halted_at is null)");
                    table.CheckConstraint("cursors_hash", "length(genesis_hash) = 32 and (hash is null) = (number < start_block) and (hash is null or length(hash) = 32)");
                    table.CheckConstraint("cursors_single_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "findings",
                schema: "chain",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_findings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reorgs",
                schema: "chain",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    from_number = table.Column<long>(type: "bigint", nullable: false),
                    from_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ancestor_number = table.Column<long>(type: "bigint", nullable: true),
                    ancestor_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    blocks = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorgs", x => x.id);
                    table.CheckConstraint("reorgs_fields", "length(from_hash) = 32 and blocks > 0 and (ancestor_number is null) = (ancestor_hash is null) and (ancestor_number is null or ancestor_number < from_number and length(ancestor_hash) = 32)");
                });

            migrationBuilder.CreateTable(
                name: "logs",
                schema: "chain",
                columns: table => new
                {
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    block_number = table.Column<long>(type: "bigint", nullable: false),
                    transaction_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    contract = table.Column<byte[]>(type: "bytea", nullable: false),
                    topics = table.Column<byte[][]>(type: "bytea[]", nullable: false),
                    data = table.Column<byte[]>(type: "bytea", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_logs", x => new { x.block_hash, x.log_index });
                    table.CheckConstraint("logs_fields", "length(block_hash) = 32 and length(transaction_hash) = 32 and length(contract) = 20 and log_index >= 0 and cardinality(topics) <= 4");
                    table.ForeignKey(
                        name: "fk_logs_blocks",
                        column: x => x.block_hash,
                        principalSchema: "chain",
                        principalTable: "blocks",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "attestation_revoked",
                schema: "chain",
                columns: table => new
                {
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    leaf = table.Column<byte[]>(type: "bytea", nullable: false),
                    revoked_by = table.Column<byte[]>(type: "bytea", nullable: false),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    transaction_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    contract = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attestation_revoked", x => new { x.block_hash, x.log_index });
                    table.CheckConstraint("attestation_revoked_fields", "length(leaf) = 32 and length(revoked_by) = 20 and batch_id >= 0");
                    table.ForeignKey(
                        name: "fk_attestation_revoked_logs",
                        columns: x => new { x.block_hash, x.log_index },
                        principalSchema: "chain",
                        principalTable: "logs",
                        principalColumns: new[] { "block_hash", "log_index" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "batch_anchored",
                schema: "chain",
                columns: table => new
                {
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    leaf_count = table.Column<int>(type: "integer", nullable: false),
                    transaction_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    contract = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch_anchored", x => new { x.block_hash, x.log_index });
                    table.CheckConstraint("batch_anchored_fields", "length(root) = 32 and batch_id > 0 and leaf_count > 0");
                    table.ForeignKey(
                        name: "fk_batch_anchored_logs",
                        columns: x => new { x.block_hash, x.log_index },
                        principalSchema: "chain",
                        principalTable: "logs",
                        principalColumns: new[] { "block_hash", "log_index" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "batch_withheld",
                schema: "chain",
                columns: table => new
                {
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    withheld = table.Column<bool>(type: "boolean", nullable: false),
                    transaction_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    contract = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch_withheld", x => new { x.block_hash, x.log_index });
                    table.CheckConstraint("batch_withheld_fields", "batch_id >= 0");
                    table.ForeignKey(
                        name: "fk_batch_withheld_logs",
                        columns: x => new { x.block_hash, x.log_index },
                        principalSchema: "chain",
                        principalTable: "logs",
                        principalColumns: new[] { "block_hash", "log_index" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipt_key_changed",
                schema: "chain",
                columns: table => new
                {
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    previous = table.Column<byte[]>(type: "bytea", nullable: false),
                    transaction_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    contract = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt_key_changed", x => new { x.block_hash, x.log_index });
                    table.CheckConstraint("receipt_key_changed_fields", "length(key) = 20 and length(previous) = 20");
                    table.ForeignKey(
                        name: "fk_receipt_key_changed_logs",
                        columns: x => new { x.block_hash, x.log_index },
                        principalSchema: "chain",
                        principalTable: "logs",
                        principalColumns: new[] { "block_hash", "log_index" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reward_claimed",
                schema: "chain",
                columns: table => new
                {
                    block_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    log_index = table.Column<int>(type: "integer", nullable: false),
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    performer = table.Column<byte[]>(type: "bytea", nullable: false),
                    creator = table.Column<byte[]>(type: "bytea", nullable: false),
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    xp = table.Column<int>(type: "integer", nullable: false),
                    reputation = table.Column<int>(type: "integer", nullable: false),
                    transaction_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    contract = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reward_claimed", x => new { x.block_hash, x.log_index });
                    table.CheckConstraint("reward_claimed_fields", "length(performer) = 20 and length(creator) = 20 and batch_id >= 0 and xp >= 0 and reputation >= 0");
                    table.ForeignKey(
                        name: "fk_reward_claimed_logs",
                        columns: x => new { x.block_hash, x.log_index },
                        principalSchema: "chain",
                        principalTable: "logs",
                        principalColumns: new[] { "block_hash", "log_index" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_attestation_revoked_leaf",
                schema: "chain",
                table: "attestation_revoked",
                column: "leaf");

            migrationBuilder.CreateIndex(
                name: "ix_attestation_revoked_quest_id",
                schema: "chain",
                table: "attestation_revoked",
                column: "quest_id");

            migrationBuilder.CreateIndex(
                name: "ix_batch_anchored_contract_batch_id",
                schema: "chain",
                table: "batch_anchored",
                columns: new[] { "contract", "batch_id" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_anchored_root",
                schema: "chain",
                table: "batch_anchored",
                column: "root");

            migrationBuilder.CreateIndex(
                name: "ix_batch_withheld_contract_batch_id",
                schema: "chain",
                table: "batch_withheld",
                columns: new[] { "contract", "batch_id" });

            migrationBuilder.CreateIndex(
                name: "ux_blocks_canonical_number",
                schema: "chain",
                table: "blocks",
                column: "number",
                unique: true,
                filter: "canonical");

            migrationBuilder.CreateIndex(
                name: "ix_logs_block_number",
                schema: "chain",
                table: "logs",
                column: "block_number");

            migrationBuilder.CreateIndex(
                name: "ix_reward_claimed_performer",
                schema: "chain",
                table: "reward_claimed",
                column: "performer");

            migrationBuilder.CreateIndex(
                name: "ix_reward_claimed_quest_id_creator",
                schema: "chain",
                table: "reward_claimed",
                columns: new[] { "quest_id", "creator" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attestation_revoked",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "batch_anchored",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "batch_withheld",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "coverage",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "cursors",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "findings",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "receipt_key_changed",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "reorgs",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "reward_claimed",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "logs",
                schema: "chain");

            migrationBuilder.DropTable(
                name: "blocks",
                schema: "chain");
        }
    }
}
