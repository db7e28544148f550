using System.Text.Json;
using CivicForge.Sandbox.Processes;
using Npgsql;

namespace CivicForge.EndToEnd;

/// <summary>What <c>./civicforge audit</c> answers when something is wrong.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();
    private LaunchedSandbox _sandbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _sandbox = await LaunchedSandbox.StartAsync(Path.Combine(_folder.Path, "data"));

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_deleted_fact_is_a_violation_with_exit_code_1()
    {
        await using (var database = NpgsqlDataSource.Create(_sandbox.OwnerConnectionString))
        {
            await database
                .CreateCommand(
                    "SET session_replication_role = replica; DELETE FROM chain.logs WHERE ctid = (SELECT min(ctid) "
                        + "FROM chain.logs)"
                )
                .ExecuteNonQueryAsync(Token);
        }

        var text = await Launcher.RunAsync("audit", "--data", _sandbox.Data);
        text.ExitCode.ShouldBe(1, text.Output);
        text.Output.ShouldContain("I9");
        text.Output.ShouldEndWith("audit: violated");

        var json = await Launcher.RunAsync("audit", "--data", _sandbox.Data, "--json");
        json.ExitCode.ShouldBe(1);
        using var document = JsonDocument.Parse(json.Output);
        document.RootElement.GetProperty("verdict").GetString().ShouldBe("violated");
    }

    [Fact]
    public async Task A_sandbox_that_was_killed_cannot_be_audited_which_is_exit_code_2()
    {
        _sandbox.Process.Signal(UnixSignal.Kill);
        await _sandbox.Process.Exited.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await LeftBehind.IsNothingAsync(_sandbox);

        var (exitCode, _, errors) = await Launcher.RunAsync("audit", "--data", _sandbox.Data);

        exitCode.ShouldBe(2);
        errors.ShouldNotContain("   at ");
    }
}
