using Npgsql;

namespace CivicForge.Api.Tests.Plans;

/// <summary>On many rows, everything that many people wait for is read by an index that stops at its limit.</summary>
public sealed class PlanTests(ManyRows rows) : IClassFixture<ManyRows>
{
    [Fact]
    public async Task No_list_and_no_read_touches_more_than_its_page()
    {
        await using var connection = new NpgsqlConnection(rows.Database.ConnectionString);
        await connection.OpenAsync();
        var at = await HotReads.FindDeepPlaceAsync(connection, ManyRows.Registry, ManyRows.Distributor);
        var faults = new List<string>();
        foreach (var read in HotReads.All(at))
        {
            if (await PlanCheck.RunAsync(connection, read) is { } fault)
            {
                faults.Add(fault);
            }
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_runs_every_few_seconds_reads_no_more_than_what_is_new()
    {
        await using var connection = new NpgsqlConnection(rows.Database.ConnectionString);
        await connection.OpenAsync();
        var faults = new List<string>();
        foreach (var read in PeriodicReads.All())
        {
            if (await PlanCheck.RunAsync(connection, read) is { } fault)
            {
                faults.Add(fault);
            }
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_statement_that_reads_a_whole_table_is_found()
    {
        await using var connection = new NpgsqlConnection(rows.Database.ConnectionString);
        await connection.OpenAsync();
        (
            await PlanCheck.RunAsync(
                connection,
                new HotRead("all", "SELECT sum(charged) FROM civic.quests", [], 100_000)
            )
        )!.ShouldContain("reads all of quests");
        (
            await PlanCheck.RunAsync(
                connection,
                new HotRead("many", "SELECT * FROM civic.completions ORDER BY quest_id LIMIT 5000", [], 10)
            )
        )!.ShouldContain("touches");
    }
}
