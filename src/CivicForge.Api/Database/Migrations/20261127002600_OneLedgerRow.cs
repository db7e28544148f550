using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class OneLedgerRow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_completions_quests_quest_id",
                schema: "civic",
                table: "completions");

            migrationBuilder.DropForeignKey(
                name: "fk_point_entries_members_member",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropForeignKey(
                name: "fk_point_entries_quests_quest_id",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropForeignKey(
                name: "fk_quest_moves_quests_quest_id",
                schema: "civic",
                table: "quest_moves");

            migrationBuilder.DropForeignKey(
                name: "fk_rewards_quests_quest_id",
                schema: "civic",
                table: "rewards");

            migrationBuilder.DropIndex(
                name: "ix_point_entries_member_id",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropIndex(
                name: "ix_point_entries_member_kind",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropIndex(
                name: "ix_point_entries_quest_id_member_kind_reason",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropCheckConstraint(
                name: "ck_point_entries_kind",
                schema: "civic",
                table: "point_entries");

            // The lines of one event become one; truncating asks no trigger of the append-only table.
            migrationBuilder.Sql(
                """
                CREATE TEMP TABLE merged_entries ON COMMIT DROP AS
                SELECT min(id) AS id, member, reason, quest_id, min(at) AS at, coalesce(sum(amount) FILTER (WHERE kind = 'creation'), 0)::integer AS creation,
                  coalesce(sum(amount) FILTER (WHERE kind = 'xp'), 0)::integer AS xp, coalesce(sum(amount) FILTER (WHERE kind = 'reputation'), 0)::integer AS reputation
                FROM civic.point_entries GROUP BY member, reason, quest_id, CASE WHEN quest_id IS NULL THEN id END;
                TRUNCATE civic.point_entries;
                """);

            migrationBuilder.DropColumn(
                name: "amount",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.AddColumn<int>(
                name: "creation",
                schema: "civic",
                table: "point_entries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "reputation",
                schema: "civic",
                table: "point_entries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "xp",
                schema: "civic",
                table: "point_entries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.Sql(
                """
                INSERT INTO civic.point_entries (id, member, creation, xp, reputation, reason, quest_id, at)
                SELECT id, member, creation, xp, reputation, reason, quest_id, at FROM merged_entries WHERE creation <> 0 OR xp <> 0 OR reputation <> 0 ORDER BY id
                """);

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_member_id",
                schema: "civic",
                table: "point_entries",
                columns: new[] { "member", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "creation", "xp", "reputation" });

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_quest_id_member_reason",
                schema: "civic",
                table: "point_entries",
                columns: new[] { "quest_id", "member", "reason" },
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_point_entries_amounts",
                schema: "civic",
                table: "point_entries",
                sql: "creation <> 0 OR xp <> 0 OR reputation <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_point_entries_member_id",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropIndex(
                name: "ix_point_entries_quest_id_member_reason",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropCheckConstraint(
                name: "ck_point_entries_amounts",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropColumn(
                name: "creation",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropColumn(
                name: "reputation",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.DropColumn(
                name: "xp",
                schema: "civic",
                table: "point_entries");

            migrationBuilder.AddColumn<int>(
                name: "amount",
                schema: "civic",
                table: "point_entries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "civic",
                table: "point_entries",
                type: "text",
                nullable: false,
                defaultValue: "");

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

            migrationBuilder.AddCheckConstraint(
                name: "ck_point_entries_kind",
                schema: "civic",
                table: "point_entries",
                sql: "kind IN ('creation','xp','reputation')");

            migrationBuilder.AddForeignKey(
                name: "fk_completions_quests_quest_id",
                schema: "civic",
                table: "completions",
                column: "quest_id",
                principalSchema: "civic",
                principalTable: "quests",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_point_entries_members_member",
                schema: "civic",
                table: "point_entries",
                column: "member",
                principalSchema: "civic",
                principalTable: "members",
                principalColumn: "address",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_point_entries_quests_quest_id",
                schema: "civic",
                table: "point_entries",
                column: "quest_id",
                principalSchema: "civic",
                principalTable: "quests",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_quest_moves_quests_quest_id",
                schema: "civic",
                table: "quest_moves",
                column: "quest_id",
                principalSchema: "civic",
                principalTable: "quests",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_rewards_quests_quest_id",
                schema: "civic",
                table: "rewards",
                column: "quest_id",
                principalSchema: "civic",
                principalTable: "quests",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
