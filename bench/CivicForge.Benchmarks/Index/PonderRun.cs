using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Npgsql;

namespace CivicForge.Benchmarks.Index;

/// <summary>Ponder from npm, as its documentation deploys it: <c>ponder start</c> on PostgreSQL, the same five events
/// into tables of the same columns.</summary>
internal static class PonderRun
{
    private static readonly string Folder = Path.Combine(ResultFile.RepositoryRoot, "bench", "peers", "ponder");

    internal static async Task<double> SecondsAsync(PostgresServer postgres, TestChain chain, long events)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            await ChildProcess.RunAsync(
                new ChildProcessOptions("npm", "ci", "--ignore-scripts") { WorkingDirectory = Folder },
                CancellationToken.None
            );
        }
        var database = await Measured.FreshDatabaseAsync(postgres, "ponder");
        var server = new NpgsqlConnectionStringBuilder(postgres.ConnectionString(database));
        var options = new ChildProcessOptions(
            "node",
            "node_modules/ponder/dist/esm/bin/ponder.js",
            "start",
            "--schema",
            "bench",
            "--port",
            "42500",
            "--log-level",
            "warn"
        )
        {
            Name = "Ponder",
            WorkingDirectory = Folder,
            Environment = new Dictionary<string, string?>
            {
                ["DATABASE_URL"] = $"postgres://{server.Username}@127.0.0.1:{server.Port}/{database}",
                ["PGPASSWORD"] = server.Password,
                ["RPC_URL"] = chain.Url.ToString(),
                ["PONDER_TELEMETRY_DISABLED"] = "1",
                ["REGISTRY"] = chain.Registry.ToString(),
                ["DISTRIBUTOR"] = chain.Distributor.ToString(),
            },
        };
        return await Measured.SecondsAsync(
            options,
            postgres.ConnectionString(database),
            "SELECT count(*) FROM bench.reward_claimed",
            events
        );
    }
}
