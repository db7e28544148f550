using CivicForge.Sandbox.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(TestDatabases))]

namespace CivicForge.Sandbox.Tests.Postgres;

public class TestDatabasesTests(TestDatabases databases)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_is_migrated_once_and_each_copy_is_alone()
    {
        var migrations = 0;
        async Task MigrateAsync(string connectionString, CancellationToken token)
        {
            Interlocked.Increment(ref migrations);
            await ExecuteAsync(connectionString, "CREATE TABLE rows (n int)");
        }

        var copies = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => databases.CreateAsync("once", MigrateAsync, Token))
        );
        await ExecuteAsync(copies[0].ConnectionString, "INSERT INTO rows VALUES (1)");

        migrations.ShouldBe(1);
        (await ExecuteAsync(copies[0].ConnectionString, "SELECT count(*)::int FROM rows")).ShouldBe(1);
        (await ExecuteAsync(copies[1].ConnectionString, "SELECT count(*)::int FROM rows")).ShouldBe(0);
        foreach (var copy in copies)
        {
            await copy.DisposeAsync();
        }
    }

    [Fact]
    public async Task Another_user_connects_with_a_password_and_nobody_without()
    {
        await using var database = await databases.CreateAsync(
            "reader",
            (owner, _) => ExecuteAsync(owner, "CREATE ROLE civic_reader LOGIN"),
            Token
        );

        (await ExecuteAsync(database.ConnectionStringFor("civic_reader"), "SELECT current_user::text")).ShouldBe(
            "civic_reader"
        );

        foreach (var user in new[] { "civic_reader", "postgres" })
        {
            var without = new NpgsqlConnectionStringBuilder(database.ConnectionString)
            {
                Username = user,
                Password = null,
            };
            (
                await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(without.ConnectionString, "SELECT 1"))
            ).Message.ShouldContain("password");
        }
    }

    [Fact]
    public async Task A_dropped_database_is_gone_although_connections_were_open()
    {
        var database = await databases.CreateAsync(Token);
        await using var open = new NpgsqlConnection(database.ConnectionString);
        await open.OpenAsync(Token);

        await database.DisposeAsync();

        (
            await Should.ThrowAsync<PostgresException>(() =>
                ExecuteAsync(database.ConnectionString + ";Pooling=false", "SELECT 1")
            )
        ).SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }
}
