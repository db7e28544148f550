using CivicForge.Api.Database;
using CivicForge.Api.Tests.Harness;
using CivicForge.Hosting;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

public sealed class SchemaTests(TestDatabases databases)
{
    /// <summary>What the migration adds to the ledger's key, for which EF has no word.</summary>
    private const string KeyIncludes = " INCLUDE (creation, xp, reputation)";

    [Fact]
    public void The_migrations_hold_the_whole_model()
    {
        using var context = new CivicDbContext(
            new DbContextOptionsBuilder<CivicDbContext>().UseNpgsql("Host=none", MigrateSchema.Configure).Options
        );
        context
            .Database.HasPendingModelChanges()
            .ShouldBeFalse(
                "Run: dotnet ef migrations add NAME --project src/CivicForge.Api --startup-project "
                    + "tools/CivicForge.DbTool --context CivicDbContext"
            );
    }

    [Fact]
    public async Task The_migrated_schema_is_the_models()
    {
        await using var migrated = await CivicTemplate.CreateAsync(databases);
        await using var scratch = await databases.CreateAsync();
        await using var context = new CivicDbContext(
            new DbContextOptionsBuilder<CivicDbContext>()
                .UseNpgsql(scratch.ConnectionString, MigrateSchema.Configure)
                .Options
        );
        await using (var connection = new NpgsqlConnection(scratch.ConnectionString))
        {
            await connection.ExecuteAsync(context.Database.GenerateCreateScript());
        }
        (await DescribeAsync(migrated))
            .Replace(KeyIncludes, "", StringComparison.Ordinal)
            .ShouldBe(await DescribeAsync(scratch));
    }

    [Fact]
    public async Task Migrating_twice_and_at_once_changes_nothing()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        var applied = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => MigrateCivic.ApplyAsync(database.ConnectionString, null, default))
        );
        applied.ShouldAllBe(a => a.Count == 0);
    }

    [Fact]
    public async Task Without_schema_chain_nothing_is_migrated()
    {
        await using var database = await databases.CreateAsync();
        (
            await Should.ThrowAsync<ConfigurationException>(() =>
                MigrateCivic.ApplyAsync(database.ConnectionString, null, default)
            )
        ).Message.ShouldContain("CivicForge.Indexer.dll migrate");
    }

    private static async Task<string> DescribeAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        var lines = await connection.QueryAsync<string>(
            """
            SELECT format('column %s.%s %s %s %s %s', table_name, column_name, data_type, is_nullable, is_generated,
                generation_expression) AS line
            FROM information_schema.columns c WHERE table_schema = 'civic' AND table_name <> 'migrations'
                AND EXISTS (SELECT FROM information_schema.tables t
                    WHERE t.table_schema = c.table_schema AND t.table_name = c.table_name
                        AND t.table_type = 'BASE TABLE')
            UNION ALL SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
            WHERE connamespace = 'civic'::regnamespace AND contype <> 'n'
                AND conrelid <> coalesce(to_regclass('civic.migrations'), 0)
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'civic' AND tablename <> 'migrations'
            ORDER BY line
            """
        );
        return string.Join('\n', lines);
    }
}
