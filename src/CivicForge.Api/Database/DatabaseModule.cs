using CivicForge.Api.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Api.Database;

/// <summary>One pool of connections a process: <see cref="NpgsqlDataSource"/> for SQL, <see cref="CivicDbContext"/> for entities.</summary>
internal static class DatabaseModule
{
    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var connectionString = configuration.GetConnectionString("Civic") is { Length: > 0 } text
            ? text
            : throw new ConfigurationException("ConnectionStrings:Civic is not set. Set it (environment: ConnectionStrings__Civic) to the database, with user civic_api or civic_anchorer.");
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString) { Name = "civic" }.Build());
        services.AddDbContextPool<CivicDbContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), MigrateSchema.Configure));
    }
}
