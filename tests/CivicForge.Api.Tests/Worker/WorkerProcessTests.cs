using System.Text.Json;
using System.Text.RegularExpressions;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Worker;

/// <summary>The worker as it is started in production: alone, killed from outside, several at once, and beside role
/// api.</summary>
public sealed class WorkerProcessTests(TestDatabases databases, SharedChain chain)
{
    private const string Connection = "ConnectionStrings__Civic";

    [Fact]
    public async Task Alone_it_needs_no_chain_and_no_key_expires_what_is_due_and_shows_health_and_metrics()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await FillAsync(database, 3);
        await AlarmAsync(database);
        await using var worker = await StartedWorker.StartAsync(
            new() { [Connection] = database.ConnectionStringFor("civic_worker") }
        );
        await MovedOnceAsync(database, 3, worker.Process);

        using var ready = JsonDocument.Parse(await worker.Http.GetStringAsync("/health/ready"));
        ready.RootElement.GetProperty("status").GetString().ShouldBe("ready");
        ready
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Select(c => c.GetProperty("name").GetString())
            .ShouldBe(["database", "migrations", "clock", "maintenance", "worker"]);
        var metrics = await worker.Http.GetStringAsync("/metrics");
        metrics.ShouldMatch("""civicforge_worker_runs_total\{[^}]*work="expire-quests"[^}]*\} [1-9]""");
        metrics.ShouldContain("""civicforge_worker_rows_total{work="expire-quests"} 3""");
        metrics.ShouldContain("civicforge_worker_failing 0");
        metrics.ShouldContain("""civicforge_worker_interval_seconds{work="expire-quests"} 60""");
        metrics.ShouldMatch("""civicforge_worker_last_success_timestamp_seconds\{work="expire-quests"\} 1\d{9}""");
        await Eventually.TrueAsync(
            async () =>
                await worker.Http.GetStringAsync("/metrics") is var now
                && now.Contains("civicforge_alarms_open{kind=\"storage\"} 1\n", StringComparison.Ordinal)
                && now.Contains("civicforge_alarms_open{kind=\"promise\"} 0\n", StringComparison.Ordinal),
            "the stored alarm is not counted"
        );
    }

    /// <summary>One that lasts, and one that ended.</summary>
    private static async Task AlarmAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync(
            """
            INSERT INTO civic.alarms (kind, subject, detail, count, first_seen_at, last_seen_at, ended_at)
            VALUES ('storage', '', 'nearly full', 1, now(), now(), NULL),
              ('promise', '', 'late', 1, now(), now(), now())
            """
        );
    }

    [Fact]
    public async Task Workers_that_run_at_once_and_are_killed_in_the_middle_move_and_refund_each_quest_once()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await FillAsync(database, 2000);
        var settings = new Dictionary<string, string?> { [Connection] = database.ConnectionStringFor("civic_worker") };
        await using (var first = await StartedWorker.StartAsync(settings))
        await using (var second = await StartedWorker.StartAsync(settings))
        {
            await Eventually.TrueAsync(
                async () => await CountAsync(database, "civic.quest_moves") > 10,
                $"nothing moved: {first.Process.Tail}"
            );
            first.Process.Signal(UnixSignal.Kill);
            second.Process.Signal(UnixSignal.Kill);
            await Task.WhenAll(first.Process.Exited, second.Process.Exited);
        }

        await using var last = await StartedWorker.StartAsync(settings);
        await using var beside = await StartedWorker.StartAsync(settings);
        await MovedOnceAsync(database, 2000, last.Process);
    }

    [Fact]
    public async Task Beside_role_api_it_works_with_its_own_database_user()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await FillAsync(database, 2);
        var arguments = ApiHost.Arguments(
            database,
            chain,
            PrivateKey.Generate(),
            new()
            {
                ["role"] = "api,worker",
                ["ConnectionStrings:Worker"] = database.ConnectionStringFor("civic_worker"),
            }
        );
        await using var app = CivicHost.Build(arguments);
        await app.StartAsync();
        await MovedOnceAsync(database, 2, null);
        (
            await ScalarAsync<long>(
                database,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'civic_worker'"
            )
        ).ShouldBeGreaterThan(0);

        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var ready = JsonDocument.Parse(await http.GetStringAsync("/health/ready"));
        ready
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Select(c => c.GetProperty("name").GetString())
            .ShouldBe(["database", "migrations", "clock", "maintenance", "worker", "chain"], ignoreOrder: true);
        (await http.GetAsync("/api/v1/stats")).EnsureSuccessStatusCode();
        await app.StopAsync();
    }

    [Fact]
    public async Task A_work_that_fails_makes_it_degraded_until_it_succeeds_again()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await FillAsync(database, 1);
        await ExecuteAsync(database, "REVOKE INSERT ON civic.quest_moves FROM civic_worker");
        await using var worker = await StartedWorker.StartAsync(
            new() { [Connection] = database.ConnectionStringFor("civic_worker") }
        );
        await Eventually.TrueAsync(
            async () =>
                await worker.Http.GetStringAsync("/health/ready") is var text
                && text.Contains("degraded", StringComparison.Ordinal)
                && text.Contains("expire-quests failed", StringComparison.Ordinal),
            $"it does not say that it fails: {worker.Process.Tail}"
        );
        (await worker.Http.GetStringAsync("/metrics")).ShouldContain("civicforge_worker_failing 1");
        (await CountAsync(database, "civic.quest_moves")).ShouldBe(0);
    }

    /// <summary>Open quests of one member that were due a second ago.</summary>
    private static Task FillAsync(TestDatabase database, int quests) =>
        ExecuteAsync(
            database,
            $"""
            INSERT INTO civic.members (address, created_at) VALUES (decode(repeat('11', 20), 'hex'), now());
            INSERT INTO civic.quests (id, creator, status, visibility, title, title_hash, category, tags, reward_xp,
                reward_reputation, evidence_required, due_at, charged, submission_evidence, created_at, updated_at,
                    version)
            SELECT gen_random_uuid(), decode(repeat('11', 20), 'hex'), 'OPEN', 'public', 'Plant an oak',
                sha256(n::text::bytea), 'other', '{"{}"}', 100, 10, false, now() - interval '1 second', 1, '', now(),
                    now(), 1
            FROM generate_series(1, {quests}) n
            """
        );

    private static async Task MovedOnceAsync(TestDatabase database, int quests, ChildProcess? process)
    {
        await Eventually.TrueAsync(
            () => ScalarAsync<bool>(database, "SELECT NOT EXISTS (SELECT FROM civic.quests WHERE status <> 'EXPIRED')"),
            $"not everything expired: {process?.Tail}"
        );
        (await CountAsync(database, "civic.quest_moves")).ShouldBe(quests);
        (
            await ScalarAsync<long>(database, "SELECT count(*) FROM civic.point_entries WHERE reason = 'refund'")
        ).ShouldBe(quests);
        (await ScalarAsync<long>(database, "SELECT sum(creation) FROM civic.point_entries")).ShouldBe(quests);
    }

    private static Task<long> CountAsync(TestDatabase database, string table) =>
        ScalarAsync<long>(database, $"SELECT count(*) FROM {table}");

    private static async Task<T> ScalarAsync<T>(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync(sql);
    }

    /// <summary>The process and where it answers.</summary>
    private sealed record StartedWorker(ChildProcess Process, HttpClient Http) : IAsyncDisposable
    {
        public static async Task<StartedWorker> StartAsync(Dictionary<string, string?> settings)
        {
            var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
            var process = await ChildProcess.StartAsync(
                new ChildProcessOptions("dotnet", Repository.Program("CivicForge.Api"), "--role", "worker")
                {
                    Environment = new Dictionary<string, string?>(settings)
                    {
                        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                    },
                    OnLine = line =>
                    {
                        if (line.Contains("Now listening on", StringComparison.Ordinal))
                        {
                            address.TrySetResult(new Uri(Regex.Match(line, @"http://127\.0\.0\.1:\d+").Value));
                        }
                    },
                },
                default
            );
            return new StartedWorker(
                process,
                new HttpClient { BaseAddress = await address.Task.WaitAsync(Eventually.Patience) }
            );
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await Process.DisposeAsync();
        }
    }
}
