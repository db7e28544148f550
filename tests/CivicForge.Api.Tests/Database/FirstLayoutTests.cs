using CivicForge.Api.Tests.Harness;
using CivicForge.Hosting;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>The database that commit 6e0661f made, before the migrations began anew (ADR 0007). Its dump was made by
/// that version's two <c>migrate</c> and <c>pg_dump --no-owner --no-privileges --inserts</c>.</summary>
public sealed class FirstLayoutTests(TestDatabases databases)
{
    private static readonly string Dump = Path.Combine(
        Repository.Root,
        "tests",
        "CivicForge.Api.Tests",
        "Database",
        "6e0661f.sql"
    );

    [Theory]
    [InlineData("CivicForge.Indexer", "chain")]
    [InlineData("CivicForge.Api", "civic")]
    public async Task It_is_refused_with_what_to_do_and_never_touched(string program, string schema)
    {
        await using var database = await databases.CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync(await File.ReadAllTextAsync(Dump));
        var before = await DescribeAsync(connection);

        await using var migrate = await ChildProcess.StartAsync(
            new("dotnet", Repository.Program(program), "migrate")
            {
                Environment = new Dictionary<string, string?>
                {
                    ["ConnectionStrings__Owner"] = database.ConnectionString,
                },
            },
            TestContext.Current.CancellationToken
        );

        (await migrate.Exited).ShouldBe(ExitCodes.Usage, migrate.Tail);
        migrate.Tail.ShouldContain($"Schema {schema} holds migrations that this version does not know: 202611");
        migrate.Tail.ShouldContain("A version before the first release made them");
        migrate.Tail.ShouldContain("Nothing was changed. Begin with an empty database");
        (await DescribeAsync(connection)).ShouldBe(before);
    }

    /// <summary>Every column, view, function, trigger, and row of a migration.</summary>
    private static async Task<IReadOnlyList<string>> DescribeAsync(NpgsqlConnection connection) =>
        (
            await connection.QueryAsync<string>(
                """
                SELECT c.oid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE c.relnamespace::regnamespace::text IN ('civic', 'chain')
                UNION ALL
                SELECT oid::regprocedure || ' ' || md5(prosrc) FROM pg_proc
                WHERE pronamespace::regnamespace::text IN ('civic', 'chain')
                UNION ALL
                SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT "MigrationId" FROM civic.migrations
                UNION ALL SELECT "MigrationId" FROM chain.migrations
                ORDER BY 1
                """
            )
        ).AsList();
}
