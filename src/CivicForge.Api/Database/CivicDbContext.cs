using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Database;

/// <summary>Schema <c>civic</c>. Each slice configures its own entities by
/// <see cref="IEntityTypeConfiguration{TEntity}"/> in its folder. Names are snake_case, hashes and addresses are
/// <c>bytea</c> with a length check, times are the database's clock.</summary>
public sealed class CivicDbContext(DbContextOptions<CivicDbContext> options) : DbContext(options)
{
    public const string Schema = "civic";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Address>().HaveConversion<AddressConverter>();
        configurationBuilder.Properties<Hash32>().HaveConversion<Hash32Converter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CivicDbContext).Assembly);
        modelBuilder.UseSnakeCase();
        modelBuilder.CheckLengths();
    }

    /// <summary>The database's clock, the only one that decides about deadlines.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) =>
        new(await Database.SqlQuery<DateTime>($"SELECT clock_timestamp() AS \"Value\"").SingleAsync(cancellationToken));
}
