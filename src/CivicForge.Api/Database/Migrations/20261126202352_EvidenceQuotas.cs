using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Api.Database.Migrations
{
    /// <inheritdoc />
    public partial class EvidenceQuotas : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_evidence_files_uploaded_by",
                schema: "civic",
                table: "evidence_files");

            migrationBuilder.AddColumn<bool>(
                name: "is_former",
                schema: "civic",
                table: "evidence_files",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_stored",
                schema: "civic",
                table: "evidence_files",
                type: "boolean",
                nullable: false,
                computedColumnSql: "bytes IS NOT NULL",
                stored: true);

            migrationBuilder.CreateTable(
                name: "evidence_days",
                schema: "civic",
                columns: table => new
                {
                    member = table.Column<byte[]>(type: "bytea", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_days", x => new { x.member, x.day });
                    table.CheckConstraint("ck_evidence_days_member_length", "octet_length(\"member\") = 20");
                    table.ForeignKey(
                        name: "fk_evidence_days_members_member",
                        column: x => x.member,
                        principalSchema: "civic",
                        principalTable: "members",
                        principalColumn: "address",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_evidence_files_uploaded_by",
                schema: "civic",
                table: "evidence_files",
                column: "uploaded_by",
                filter: "is_stored")
                .Annotation("Npgsql:IndexInclude", new[] { "size" });

            // Pictures do not shrink; as they are, a piece can be read without the rest.
            migrationBuilder.Sql("ALTER TABLE civic.evidence_files ALTER COLUMN bytes SET STORAGE EXTERNAL");
            migrationBuilder.Sql("UPDATE civic.evidence_files f SET is_former = true FROM civic.quests q WHERE q.id = f.quest_id AND q.status = 'CLAIMED' AND q.former_evidence IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evidence_days",
                schema: "civic");

            migrationBuilder.DropIndex(
                name: "ix_evidence_files_uploaded_by",
                schema: "civic",
                table: "evidence_files");

            migrationBuilder.DropColumn(
                name: "is_stored",
                schema: "civic",
                table: "evidence_files");

            migrationBuilder.DropColumn(
                name: "is_former",
                schema: "civic",
                table: "evidence_files");

            migrationBuilder.CreateIndex(
                name: "ix_evidence_files_uploaded_by",
                schema: "civic",
                table: "evidence_files",
                column: "uploaded_by");
        }
    }
}
