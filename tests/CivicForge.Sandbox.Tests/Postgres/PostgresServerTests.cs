using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Npgsql;

namespace CivicForge.Sandbox.Tests.Postgres;

public class PostgresServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kept_cluster_is_durable_and_survives_a_stop_and_a_kill()
    {
        using var folder = ThrowawayFolder.Create();
        var options = new PostgresOptions { DataFolder = Path.Combine(folder.Path, "data") };
        await using (var first = await PostgresServer.StartAsync(options, Token))
        {
            (await ScalarAsync(first, "SHOW fsync")).ShouldBe("on");
            await first.ExecuteAsync("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)", Token);
        }

        await using (var second = await PostgresServer.StartAsync(options, Token))
        {
            (await ScalarAsync(second, "SELECT n FROM kept")).ShouldBe(7);
            await second.ExecuteAsync("INSERT INTO kept VALUES (8)", Token);
            second.Process.Signal(UnixSignal.Kill);
            await second.Process.Exited;
        }

        await using var third = await PostgresServer.StartAsync(options, Token);
        (await ScalarAsync(third, "SELECT sum(n)::int FROM kept")).ShouldBe(15);
    }

    [Fact]
    public async Task A_cluster_that_let_everybody_in_asks_for_passwords_from_its_next_start_on()
    {
        using var folder = ThrowawayFolder.Create();
        var options = new PostgresOptions { DataFolder = Path.Combine(folder.Path, "data") };
        string hba;
        await using (var old = await PostgresServer.StartAsync(options, Token))
        {
            await old.ExecuteAsync("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)", Token);
            hba = (string)(await ScalarAsync(old, "SHOW hba_file"))!;
            (
                await ScalarAsync(
                    old,
                    "SELECT count(*)::int FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"
                )
            ).ShouldBe(0);
        }

        await File.WriteAllTextAsync(hba, "host all all 127.0.0.1/32 trust\n", Token);
        File.Delete(Path.Combine(options.DataFolder, "password"));

        await using var server = await PostgresServer.StartAsync(options, Token);
        (await ScalarAsync(server, "SELECT n FROM kept")).ShouldBe(7);
        (
            await ScalarAsync(
                server,
                "SELECT count(*)::int FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"
            )
        ).ShouldBe(0);
        await using var stranger = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Password = null }.ConnectionString
        );
        await Should.ThrowAsync<NpgsqlException>(() => stranger.OpenAsync(Token));
    }

    [Fact]
    public async Task A_throwaway_cluster_leaves_nothing_behind()
    {
        var server = await PostgresServer.StartAsync(new(), Token);
        (await ScalarAsync(server, "SHOW fsync")).ShouldBe("off");
        var data = (string)(await ScalarAsync(server, "SHOW data_directory"))!;

        await server.DisposeAsync();

        Directory.Exists(data).ShouldBeFalse();
        server.Process.HasExited.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why() =>
        (
            await Should.ThrowAsync<SandboxException>(
                PostgresServer.StartAsync(new() { Settings = ["shared_buffers=nonsense"] }, Token)
            )
        ).Message.ShouldContain("shared_buffers");

    private static async Task<object?> ScalarAsync(PostgresServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString());
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }
}
