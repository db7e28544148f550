using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class ListsByIndexAlone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.CreateIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "creator", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "reward_xp", "reward_reputation", "due_order" });

            migrationBuilder.DropIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.CreateIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "performer", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "reward_xp", "reward_reputation", "due_order" });

            migrationBuilder.DropForeignKey(
                name: "fk_reward_relays_quests_quest_id",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.AddColumn<bool>(
                name: "is_contract_signed",
                schema: "civic",
                table: "reward_relays",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            // What is sealed already; whoever still runs the version before adds rows with false, as it ordered them by their completion.
            migrationBuilder.Sql("UPDATE civic.reward_relays r SET is_contract_signed = true FROM civic.completions c WHERE c.quest_id = r.quest_id AND NOT (c.creator_kind = 'ecdsa' AND c.performer_kind = 'ecdsa')");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays",
                columns: new[] { "is_contract_signed", "next_at", "quest_id" },
                descending: new[] { true, false, false },
                filter: "state = 'waiting'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.CreateIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "creator", "id" });

            migrationBuilder.DropIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.CreateIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "performer", "id" });

            migrationBuilder.DropIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropColumn(
                name: "is_contract_signed",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays",
                columns: new[] { "next_at", "quest_id" },
                filter: "state = 'waiting'");

            migrationBuilder.AddForeignKey(
                name: "fk_reward_relays_quests_quest_id",
                schema: "civic",
                table: "reward_relays",
                column: "quest_id",
                principalSchema: "civic",
                principalTable: "quests",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
