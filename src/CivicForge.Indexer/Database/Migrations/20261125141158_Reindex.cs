using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CivicForge.Indexer.Database.Migrations
{
    /// <inheritdoc />
    public partial class Reindex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) { }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) { }
    }
}
