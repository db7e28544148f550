using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class PrivateQuests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_quests_category_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_due_order_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_reward_reputation_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_reward_xp_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_status_due_order_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_status_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_status_reward_reputation_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_status_reward_xp_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.AddColumn<byte[]>(
                name: "link_hash",
                schema: "civic",
                table: "quests",
                type: "bytea",
                nullable: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_quests_category_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "category", "id" },
                filter: "visibility = 'public'");

            migrationBuilder.CreateIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "creator", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "reward_xp", "reward_reputation", "due_order", "visibility" });

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

            migrationBuilder.AddCheckConstraint(
                name: "ck_quests_link_hash_length",
                schema: "civic",
                table: "quests",
                sql: "octet_length(\"link_hash\") = 32");

            migrationBuilder.CreateIndex(
                name: "ix_quest_requests_member",
                schema: "civic",
                table: "quest_requests",
                column: "member");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "quest_requests",
                schema: "civic");

            migrationBuilder.DropIndex(
                name: "ix_quests_category_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_due_order_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_held_by_performer",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_open_of_creator",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_private_of_creator",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_private_of_performer",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_reward_reputation_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_reward_xp_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_status_due_order_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_status_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_status_reward_reputation_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropIndex(
                name: "ix_quests_status_reward_xp_id",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropCheckConstraint(
                name: "ck_quests_link_hash_length",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropColumn(
                name: "link_hash",
                schema: "civic",
                table: "quests");

            migrationBuilder.CreateIndex(
                name: "ix_quests_category_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "category", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_creator_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "creator", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "reward_xp", "reward_reputation", "due_order" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_due_order_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "due_order", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_quests_performer_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "performer", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "reward_xp", "reward_reputation", "due_order" });

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
                name: "ix_quests_status_due_order_id",
                schema: "civic",
                table: "quests",
                columns: new[] { "status", "due_order", "id" });

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
        }
    }
}
