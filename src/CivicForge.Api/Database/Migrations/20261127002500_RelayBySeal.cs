using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class RelayBySeal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.AddColumn<long>(
                name: "seal",
                schema: "civic",
                table: "reward_relays",
                type: "bigint",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE civic.reward_relays r SET seal = c.seal FROM civic.completions c WHERE c.quest_id = r.quest_id;
                ALTER TABLE civic.reward_relays ALTER COLUMN seal SET NOT NULL;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays",
                columns: new[] { "is_contract_signed", "performer", "next_at", "quest_id" },
                filter: "state = 'waiting'")
                .Annotation("Npgsql:IndexInclude", new[] { "seal" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.DropColumn(
                name: "seal",
                schema: "civic",
                table: "reward_relays");

            migrationBuilder.CreateIndex(
                name: "ix_reward_relays_waiting",
                schema: "civic",
                table: "reward_relays",
                columns: new[] { "is_contract_signed", "performer", "next_at", "quest_id" },
                filter: "state = 'waiting'");
        }
    }
}
