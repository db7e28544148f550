using CivicForge.Api.Database;
using CivicForge.Api.Tests.Harness;
using CivicForge.Hosting;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>A database whose migrations this version does not know is left as it is.</summary>
public sealed class EarlierVersionTests(TestDatabases databases)
{
    [Theory]
    [InlineData("20261125041226_Erasure", "before the first release")]
    [InlineData("20991231235959_Later", "A newer version")]
    public async Task A_database_of_another_version_is_refused_with_what_to_do(string migration, string reason)
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO civic.migrations ("MigrationId", "ProductVersion") VALUES (@migration, '10.0.0');
            DROP VIEW civic.reward_states
            """,
            new { migration }
        );

        var refusal = await Should.ThrowAsync<ConfigurationException>(() =>
            MigrateSchema.RunAsync(database.ConnectionString, null, (_, _) => Task.CompletedTask, default)
        );

        refusal.Message.ShouldContain(migration);
        refusal.Message.ShouldContain(reason);
        refusal.Message.ShouldContain("Nothing was changed");
        (await connection.ExecuteScalarAsync<bool>("SELECT to_regclass('civic.reward_states') IS NULL")).ShouldBeTrue(
            "not even a view was made anew"
        );
    }
}
