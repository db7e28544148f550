using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>A release migrates while the version before serves.</summary>
public sealed class MigrateBesideReadersTests(TestDatabases databases)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_reads_while_migrate_runs_misses_neither_a_view_nor_a_right()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        using var ending = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => ReadAsync(database, ending.Token)).ToList();

        for (var run = 0; run < 5; run++)
        {
            await MigrateCivic.ApplyAsync(database.ConnectionString, null, Token);
        }

        await ending.CancelAsync();
        (await Task.WhenAll(readers)).ShouldAllBe(read => read > 0);
    }

    [Fact]
    public async Task A_long_reader_holds_migrate_up_and_not_those_who_come_after_it()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var reader = await OpenAsync(database);
        await using var reading = await reader.BeginTransactionAsync(Token);
        await reader.ExecuteAsync("SELECT count(*) FROM civic.batch_states");

        var migrating = MigrateCivic.ApplyAsync(database.ConnectionString, null, Token);
        await using var other = await OpenAsync(database);
        for (var read = 0; read < 40; read++)
        {
            await other.ExecuteAsync("SELECT count(*) FROM civic.batch_states", commandTimeout: 2);
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
        migrating.IsCompleted.ShouldBeFalse();

        await reading.CommitAsync(Token);
        await migrating;
    }

    /// <summary>How often it could read.</summary>
    private static async Task<int> ReadAsync(TestDatabase database, CancellationToken ending)
    {
        await using var connection = await OpenAsync(database);
        var read = 0;
        while (!ending.IsCancellationRequested)
        {
            await connection.ExecuteAsync(
                "SELECT count(*) FROM civic.batch_states; SELECT count(*) FROM civic.reward_states"
            );
            read++;
        }
        return read;
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync("SET ROLE civic_api");
        return connection;
    }
}
