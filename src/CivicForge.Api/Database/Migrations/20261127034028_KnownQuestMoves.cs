using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class KnownQuestMoves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddCheckConstraint(
                name: "ck_quest_moves_known",
                schema: "civic",
                table: "quest_moves",
                sql: "coalesce(from_status, '') || '>' || to_status IN ('>OPEN', 'OPEN>OPEN', 'OPEN>CANCELLED', 'OPEN>CLAIMED', 'OPEN>EXPIRED', 'CLAIMED>SUBMITTED', 'CLAIMED>OPEN', 'CLAIMED>CANCELLED', 'CLAIMED>CLAIMED', 'CLAIMED>EXPIRED', 'SUBMITTED>COMPLETE', 'SUBMITTED>CLAIMED', 'SUBMITTED>SUBMITTED')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_quest_moves_known",
                schema: "civic",
                table: "quest_moves");
        }
    }
}
