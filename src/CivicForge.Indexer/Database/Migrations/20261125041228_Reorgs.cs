using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CivicForge.Indexer.Database.Migrations
{
    /// <inheritdoc />
    public partial class Reorgs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reorgs",
                schema: "chain",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()"),
                    from_number = table.Column<long>(type: "bigint", nullable: false),
                    from_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ancestor_number = table.Column<long>(type: "bigint", nullable: true),
                    ancestor_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    blocks = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorgs", x => x.id);
                    table.CheckConstraint("reorgs_fields", "length(from_hash) = 32 and blocks > 0 and (ancestor_number is null) = (ancestor_hash is null) and (ancestor_number is null or ancestor_number < from_number and length(ancestor_hash) = 32)");
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reorgs",
                schema: "chain");
        }
    }
}
