using CivicForge.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Api.Database;

/// <summary>Connections of a process: <see cref="NpgsqlDataSource"/> for SQL, <see cref="CivicDbContext"/> for entities
/// over the same pool, and two pools for what runs most: <see cref="KeyedDatabase"/> and
/// <see cref="ReadDatabase"/>.</summary>
internal static class DatabaseModule
{
    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var connectionString = DatabaseConnection.Read(
            configuration,
            "Civic",
            "the database, with user civic_api, civic_anchorer or civic_worker"
        );
        services.AddSingleton(_ => Build(connectionString));
        services.AddSingleton(_ => new KeyedDatabase(connectionString));
        services.AddSingleton(_ => new ReadDatabase(connectionString));
        services.AddDbContextPool<CivicDbContext>(
            (provider, options) =>
                options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), MigrateSchema.Configure)
        );
    }

    /// <summary>Statements that repeat are prepared by themselves: planning the views over the chain costs more than
    /// running them.</summary>
    private static NpgsqlDataSource Build(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "civic" };
        if (builder.ConnectionStringBuilder.MaxAutoPrepare == 0)
        {
            builder.ConnectionStringBuilder.MaxAutoPrepare = 128;
        }
        return builder.Build();
    }
}
