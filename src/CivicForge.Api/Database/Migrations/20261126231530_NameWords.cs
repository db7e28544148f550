using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class NameWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "member_words",
                schema: "civic",
                columns: table => new
                {
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    version = table.Column<short>(type: "smallint", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false),
                    spellings = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_words", x => x.member);
                    table.CheckConstraint("ck_member_words_member_length", "octet_length(\"member\") = 20");
                    table.ForeignKey(
                        name: "fk_member_words_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_member_words_spellings",
                schema: "civic",
                table: "member_words",
                column: "spellings")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_member_words_words",
                schema: "civic",
                table: "member_words",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "member_words",
                schema: "civic");
        }
    }
}
