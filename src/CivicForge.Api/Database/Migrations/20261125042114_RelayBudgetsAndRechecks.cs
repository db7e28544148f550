using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class RelayBudgetsAndRechecks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "leased_until",
                schema: "civic",
                table: "reward_relays",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "over_budget",
                schema: "civic",
                table: "reward_relays",
                type: "text",
                nullable: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_transactions_claims",
                schema: "civic",
                table: "transactions",
                column: "planned_at",
                filter: "kind = 'claim'");

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

            migrationBuilder.AddCheckConstraint(
                name: "ck_reward_relays_budget",
                schema: "civic",
                table: "reward_relays",
                sql: "over_budget IN ('member','total') AND num_nonnulls(leased_until, over_budget) <= 1");

            migrationBuilder.AddCheckConstraint(
                name: "ck_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays",
                sql: "state = 'waiting' OR num_nonnulls(leased_until, over_budget) = 0");

            migrationBuilder.CreateIndex(
                name: "ix_attestations_contract_signed",
                schema: "civic",
                table: "attestations",
                column: "valid_at_number",
                filter: "valid_at_number IS NOT NULL");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "signature_rechecks",
                schema: "civic");

            migrationBuilder.DropIndex(
                name: "ix_transactions_claims",
                schema: "civic",
                table: "transactions");

            migrationBuilder.DropIndex(
                name: "ix_reward_relays_leased",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropIndex(
                name: "ix_reward_relays_over_budget",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropCheckConstraint(
                name: "ck_reward_relays_budget",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropCheckConstraint(
                name: "ck_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropIndex(
                name: "ix_attestations_contract_signed",
                schema: "civic",
                table: "attestations");

            migrationBuilder.DropColumn(
                name: "leased_until",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropColumn(
                name: "over_budget",
                schema: "civic",
                table: "reward_relays");
        }
    }
}
