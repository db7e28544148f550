using System.Text.RegularExpressions;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Npgsql;

namespace CivicForge.EndToEnd;

/// <summary><c>./civicforge migrate</c>: one command for a database that asks everybody for a password.</summary>
public sealed class MigrateTests : IAsyncLifetime
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();
    private PostgresServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync(new() { PasswordFile = At("owner") }, Token);
        await _server.ExecuteAsync("CREATE DATABASE town", Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_gives_each_process_a_user_with_a_password_and_says_its_settings()
    {
        var made = await MigrateAsync("--owner-password", At("owner"));
        made.ExitCode.ShouldBe(0, made.Errors);
        made.Output.ShouldContain(
            "Passwords set: civic_api, civic_anchorer, civic_worker, civic_indexer, civic_auditor."
        );
        var settings = Regex
            .Matches(made.Output, "ConnectionStrings__Civic='(.*Username=(civic_[a-z]+).*)' (Database__.*)='(.*)'")
            .ToDictionary(m => m.Groups[2].Value, m => m.Groups);
        settings.Count.ShouldBe(5);
        foreach (var (user, found) in settings)
        {
            (await EnterAsync(found[1].Value, File.ReadAllText(found[4].Value).Trim())).ShouldBe(user);
            await Should.ThrowAsync<PostgresException>(() => EnterAsync(found[1].Value, "another"));
        }

        var port = Ports.Free();
        await using var worker = await ChildProcess.StartAsync(
            new("dotnet", Repository.Program("CivicForge.Api"), "--role", "worker")
            {
                Environment = new Dictionary<string, string?>
                {
                    ["ConnectionStrings__Civic"] = settings["civic_worker"][1].Value,
                    [settings["civic_worker"][3].Value] = settings["civic_worker"][4].Value,
                    ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                },
            },
            Token
        );
        await ReadyAsync(new($"http://127.0.0.1:{port}/health/ready"), worker);

        var again = await MigrateAsync("--owner-password", At("owner"));
        again.Output.ShouldContain("Schema civic is up to date.");
        settings["civic_api"][4].Value.ShouldBe(Path.Combine(At("passwords"), "civic_api"));
    }

    [Fact]
    public async Task Without_the_owner_s_password_or_with_it_on_the_command_line_nothing_is_done()
    {
        var closed = await MigrateAsync();
        closed.ExitCode.ShouldNotBe(0);
        var open = await Launcher.RunAsync(
            "migrate",
            "--owner",
            $"{Owner};Password=seen-by-all",
            "--passwords",
            At("passwords")
        );

        open.ExitCode.ShouldBe(64);
        open.Errors.ShouldContain("--owner-password FILE");
        open.Errors.ShouldNotContain("seen-by-all");
    }

    private string Owner => $"Host=127.0.0.1;Port={_server.Port};Database=town;Username=postgres";

    private Task<Launcher.Ended> MigrateAsync(params string[] more) =>
        Launcher.RunAsync(["migrate", "--owner", Owner, "--passwords", At("passwords"), .. more]);

    private static async Task<string> EnterAsync(string connection, string password)
    {
        await using var database = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connection) { Password = password, Pooling = false }.ConnectionString
        );
        await database.OpenAsync(Token);
        await using var command = new NpgsqlCommand("SELECT current_user::text", database);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }

    private static async Task ReadyAsync(Uri url, ChildProcess worker)
    {
        using var http = new HttpClient();
        for (var tries = 0; tries < 300 && !worker.HasExited; tries++)
        {
            try
            {
                if ((await http.GetStringAsync(url, Token)).Contains("\"ready\"", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (HttpRequestException) when (tries < 299)
            {
                // it is starting
            }
            await Task.Delay(100, Token);
        }
        throw new TimeoutException($"The worker did not become ready: {worker.Tail}");
    }

    private string At(string name) => Path.Combine(_folder.Path, name);
}
