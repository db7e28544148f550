using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CivicForge.Indexer.Database;

/// <summary>For <c>dotnet ef migrations add</c>, which needs a context but never connects.</summary>
internal sealed class ChainDbContextFactory : IDesignTimeDbContextFactory<ChainDbContext>
{
    public ChainDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<ChainDbContext>()
                .UseNpgsql("Host=localhost;Database=design", MigrateSchema.Configure)
                .Options
        );
}
