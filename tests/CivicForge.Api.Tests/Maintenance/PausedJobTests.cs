using CivicForge.Api.Jobs;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Worker;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CivicForge.Api.Tests.Maintenance;

/// <summary>What timed work does meanwhile.</summary>
public sealed class PausedJobTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Theory]
    [InlineData("read-only", "expire-quests", "waiting")]
    [InlineData("read-only", "clear-expired", "ok")]
    [InlineData("read-only", "project-finality", "ok")]
    [InlineData("on", "expire-quests", "waiting")]
    [InlineData("on", "clear-expired", "waiting")]
    [InlineData("on", "count-alarms", "ok")]
    public async Task A_job_stands_still_from_its_mode_on_and_says_so(string mode, string name, string expected)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<WorkerStatus>()
            .WithConnection(Database.ConnectionStringFor("civic_worker"))
            .BuildServiceProvider();
        await TurnAsync(mode);
        var job = ActivatorUtilities.CreateInstance<PeriodicJob>(services);
        await job.RunAsync(services.GetServices<PeriodicWork>().Single(work => work.Name == name), default);
        (await QueryAsync<string>("SELECT status FROM civic.job_states")).ShouldBe([expected]);
        if (expected == "waiting")
        {
            (await QueryAsync<string>("SELECT reason FROM civic.job_states")).ShouldBe([
                $"Maintenance is {mode}: A new disk.",
            ]);
        }
        (await QueryAsync<string>("SELECT kind FROM civic.alarms")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_only_anchors_what_was_promised_and_maintenance_waits_with_what_is_new()
    {
        await Pairs.CompleteAsync(2);
        var anchorer = await StartAsync();
        await TurnAsync("on");
        await anchorer.TickAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM civic.batches")).ShouldBe(0);
        await TurnAsync("read-only");
        await anchorer.TickAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM civic.batches")).ShouldBe(1);
        (await Chain.BatchCountAsync()).ShouldBe(1);
        await AuditIsCleanAsync(anchorer);
    }

    private async Task TurnAsync(string mode)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.ExecuteAsync(
            """
            INSERT INTO civic.maintenance_changes (mode, reason, changed_at)
            VALUES (@mode, 'A new disk.', clock_timestamp())
            """,
            new { mode }
        );
    }
}
