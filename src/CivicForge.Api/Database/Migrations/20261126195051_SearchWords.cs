using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class SearchWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_quests_search",
                schema: "civic",
                table: "quests");

            migrationBuilder.DropColumn(
                name: "search",
                schema: "civic",
                table: "quests");

            migrationBuilder.CreateTable(
                name: "quest_words",
                schema: "civic",
                columns: table => new
                {
                    quest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<short>(type: "smallint", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false),
                    spellings = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quest_words", x => x.quest_id);
                    table.ForeignKey(
                        name: "fk_quest_words_quests_quest_id",
                        column: x => x.quest_id,
                        principalSchema: "civic",
                        principalTable: "quests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_quest_words_spellings",
                schema: "civic",
                table: "quest_words",
                column: "spellings")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_quest_words_words",
                schema: "civic",
                table: "quest_words",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "quest_words",
                schema: "civic");

            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "search",
                schema: "civic",
                table: "quests",
                type: "tsvector",
                nullable: true,
                computedColumnSql: "CASE WHEN visibility = 'public' THEN to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(description, '')) END",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ix_quests_search",
                schema: "civic",
                table: "quests",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin");
        }
    }
}
