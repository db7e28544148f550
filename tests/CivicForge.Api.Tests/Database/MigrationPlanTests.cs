using CivicForge.Api.Database;
using CivicForge.Api.Tests.Harness;
using CivicForge.Hosting.Database;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary><c>migrate --check</c>: what a release would do to a database, before it does.</summary>
public sealed class MigrationPlanTests(TestDatabases databases)
{
    [Fact]
    public async Task A_migrated_database_has_nothing_to_apply()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);

        var plan = await PlanAsync(database);

        plan.Pending.ShouldBeEmpty();
        plan.Unknown.ShouldBeEmpty();
        plan.Contracting.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_database_has_everything_to_apply_and_nothing_to_lose()
    {
        await using var database = await databases.CreateAsync();

        var plan = await PlanAsync(database);

        plan.Pending.ShouldNotBeEmpty();
        plan.Contracting.ShouldBeEmpty();
    }

    [Fact]
    public async Task Migrations_of_a_newer_version_are_named()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync(
            """
            INSERT INTO civic.migrations ("MigrationId", "ProductVersion") VALUES ('20991231235959_Later', '10.0.0')
            """
        );

        (await PlanAsync(database)).Unknown.ShouldBe(["20991231235959_Later"]);
    }

    [Fact]
    public void What_a_process_of_the_version_before_may_still_use_is_seen_to_go()
    {
        MigrationOperation[] contracting =
        [
            new DropTableOperation { Name = "quests" },
            new DropColumnOperation { Table = "quests", Name = "title" },
            new RenameColumnOperation
            {
                Table = "quests",
                Name = "title",
                NewName = "name",
            },
            new AddColumnOperation
            {
                Table = "quests",
                Name = "must",
                IsNullable = false,
            },
            new AlterColumnOperation
            {
                Table = "quests",
                Name = "title",
                ColumnType = "integer",
                OldColumn = new AddColumnOperation { ColumnType = "text" },
            },
            new SqlOperation { Sql = "ALTER TABLE civic.quests DROP CONSTRAINT c" },
        ];
        contracting.ShouldAllBe(operation => MigrationPlan.Contracts(operation));
    }

    [Fact]
    public void What_only_adds_is_not()
    {
        MigrationOperation[] expanding =
        [
            new CreateTableOperation { Name = "more" },
            new AddColumnOperation
            {
                Table = "quests",
                Name = "may",
                IsNullable = true,
            },
            new AddColumnOperation
            {
                Table = "quests",
                Name = "has",
                IsNullable = false,
                DefaultValue = 0,
            },
            new SqlOperation { Sql = "UPDATE civic.quests SET title = title" },
        ];
        expanding.ShouldAllBe(operation => !MigrationPlan.Contracts(operation));
    }

    private static Task<MigrationPlan> PlanAsync(TestDatabase database) =>
        MigrateSchema.PlanAsync(database.ConnectionString, TestContext.Current.CancellationToken);
}
