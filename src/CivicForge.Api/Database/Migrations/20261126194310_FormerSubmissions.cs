using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class FormerSubmissions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "former_evidence",
                schema: "civic",
                table: "quests",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "former_text",
                schema: "civic",
                table: "quests",
                type: "text",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_quests_former_length",
                schema: "civic",
                table: "quests",
                sql: "octet_length(former_evidence) % 32 = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_quests_former_length",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropColumn(
                name: "former_evidence",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropColumn(
                name: "former_text",
                schema: "civic",
                table: "quests");
        }
    }
}
