using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class GivenUpRelays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_given_up",
                schema: "civic",
                table: "reward_relays",
                column: "quest_id",
                filter: "state IN ('abandoned','unpayable')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reward_relays_given_up",
                schema: "civic",
                table: "reward_relays");
        }
    }
}
