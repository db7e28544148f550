using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class Reindex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_operator_commands_kind",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.AddCheckConstraint(
                name: "ck_operator_commands_kind",
                schema: "civic",
                table: "operator_commands",
                sql: "kind IN ('run-anchoring','pause-anchoring','resume-anchoring','retry-reward','abandon-reward','reindex') AND (kind IN ('retry-reward','abandon-reward')) = (quest_id IS NOT NULL)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_operator_commands_kind",
                schema: "civic",
                table: "operator_commands");

            migrationBuilder.AddCheckConstraint(
                name: "ck_operator_commands_kind",
                schema: "civic",
                table: "operator_commands",
                sql: "kind IN ('run-anchoring','pause-anchoring','resume-anchoring','retry-reward','abandon-reward') AND (kind IN ('retry-reward','abandon-reward')) = (quest_id IS NOT NULL)");
        }
    }
}
