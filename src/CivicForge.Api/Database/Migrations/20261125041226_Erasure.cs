using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class Erasure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<byte[]>(
                name: "bytes",
                schema: "civic",
                table: "evidence_files",
                type: "bytea",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "bytea");

            migrationBuilder.CreateIndex(
                name: "ix_quest_moves_by",
                schema: "civic",
                table: "quest_moves",
                column: "by",
                filter: "reason IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_evidence_files_uploaded_by",
                schema: "civic",
                table: "evidence_files",
                column: "uploaded_by");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_quest_moves_by",
                schema: "civic",
                table: "quest_moves");

            migrationBuilder.DropIndex(
                name: "ix_evidence_files_uploaded_by",
                schema: "civic",
                table: "evidence_files");

            migrationBuilder.AlterColumn<byte[]>(
                name: "bytes",
                schema: "civic",
                table: "evidence_files",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "bytea",
                oldNullable: true);
        }
    }
}
