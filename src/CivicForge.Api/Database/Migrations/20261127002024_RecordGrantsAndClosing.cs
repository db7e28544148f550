using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class RecordGrantsAndClosing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_operator_commands_done",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropCheckConstraint(
                name: "ck_operator_commands_kind",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "closed_at",
                schema: "civic",
                table: "quests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "amount",
                schema: "civic",
                table: "operator_commands",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "idempotency_key",
                schema: "civic",
                table: "operator_commands",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "member",
                schema: "civic",
                table: "operator_commands",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note",
                schema: "civic",
                table: "operator_commands",
                type: "text",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_quests_closed",
                schema: "civic",
                table: "quests",
                sql: "closed_at IS NULL OR status <> 'OPEN'");

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

            migrationBuilder.AddCheckConstraint(
                name: "ck_operator_commands_done",
                schema: "civic",
                table: "operator_commands",
                sql: "CASE kind WHEN 'grant-points' THEN num_nonnulls(done_at, result) = 2 AND fence IS NULL ELSE num_nulls(done_at, result, fence) IN (0, 3) END");

            migrationBuilder.AddCheckConstraint(
                name: "ck_operator_commands_grant",
                schema: "civic",
                table: "operator_commands",
                sql: "num_nonnulls(member, amount, note, idempotency_key) = CASE kind WHEN 'grant-points' THEN 4 ELSE 0 END AND amount > 0 AND length(note) BETWEEN 1 AND 200");

            migrationBuilder.AddCheckConstraint(
                name: "ck_operator_commands_kind",
                schema: "civic",
                table: "operator_commands",
                sql: "kind IN ('run-anchoring','pause-anchoring','resume-anchoring','retry-reward','abandon-reward','reindex','grant-points') AND (kind IN ('retry-reward','abandon-reward')) = (quest_id IS NOT NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_operator_commands_member_length",
                schema: "civic",
                table: "operator_commands",
                sql: "octet_length(\"member\") = 20");

            migrationBuilder.CreateIndex(
                name: "ix_completions_leaf",
                schema: "civic",
                table: "completions",
                column: "leaf",
                filter: "seal IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alarms_ended_at",
                schema: "civic",
                table: "alarms",
                column: "ended_at",
                filter: "ended_at IS NOT NULL");

            migrationBuilder.AddForeignKey(
                name: "fk_operator_commands_members_member",
                schema: "civic",
                table: "operator_commands",
                column: "member",
                principalSchema: "civic",
                principalTable: "members",
                principalColumn: "address",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_operator_commands_members_member",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropCheckConstraint(
                name: "ck_quests_closed",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_operator_commands_grants",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropIndex(
                name: "ix_operator_commands_key",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropIndex(
                name: "ix_operator_commands_member",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropCheckConstraint(
                name: "ck_operator_commands_done",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropCheckConstraint(
                name: "ck_operator_commands_grant",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropCheckConstraint(
                name: "ck_operator_commands_kind",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropCheckConstraint(
                name: "ck_operator_commands_member_length",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropIndex(
                name: "ix_completions_leaf",
                schema: "civic",
                table: "completions");

            migrationBuilder.DropIndex(
                name: "ix_alarms_ended_at",
                schema: "civic",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "closed_at",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropColumn(
                name: "amount",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropColumn(
                name: "idempotency_key",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropColumn(
                name: "member",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.DropColumn(
                name: "note",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.AddCheckConstraint(
                name: "ck_operator_commands_done",
                schema: "civic",
                table: "operator_commands",
                sql: "num_nulls(done_at, result, fence) IN (0, 3)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_operator_commands_kind",
                schema: "civic",
                table: "operator_commands",
                sql: "kind IN ('run-anchoring','pause-anchoring','resume-anchoring','retry-reward','abandon-reward','reindex') AND (kind IN ('retry-reward','abandon-reward')) = (quest_id IS NOT NULL)");
        }
    }
}
