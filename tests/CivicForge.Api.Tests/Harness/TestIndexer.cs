using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Harness;

/// <summary>The real indexer as a process.</summary>
internal sealed class TestIndexer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly TestDatabase _database;
    private readonly TestChain _chain;

    private TestIndexer(ChildProcess process, TestDatabase database, TestChain chain) =>
        (_process, _database, _chain) = (process, database, chain);

    internal static async Task<TestIndexer> StartAsync(TestDatabase database, TestChain chain)
    {
        var process = await ChildProcess.StartAsync(
            new ChildProcessOptions("dotnet", Repository.Program("CivicForge.Indexer"))
            {
                Environment = new Dictionary<string, string?>
                {
                    ["ConnectionStrings__Civic"] = database.ConnectionStringFor("civic_indexer"),
                    ["Chain__RpcUrl"] = chain.Url.ToString(),
                    ["Chain__Id"] = "31337",
                    ["Chain__RegistryAddress"] = chain.Registry.ToString(),
                    ["Chain__DistributorAddress"] = chain.Distributor.ToString(),
                    ["Chain__ReputationAddress"] = chain.Reputation.ToString(),
                    ["Indexer__Poll"] = "00:00:00.05",
                    ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                },
            },
            default
        );
        return new TestIndexer(process, database, chain);
    }

    /// <summary>Waits until the node has mined what it accepted, and schema chain shows its head and its finalized
    /// block.</summary>
    internal async Task CatchUpAsync()
    {
        await _chain.SettledAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                var head = await _chain.Client.GetBlockAsync(CivicForge.Chain.Rpc.BlockId.Latest, default);
                var finalized = await _chain.Client.GetBlockAsync(CivicForge.Chain.Rpc.BlockId.Finalized, default);
                await using var connection = new NpgsqlConnection(_database.ConnectionString);
                return await connection.ExecuteScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM chain.status WHERE hash = @head AND finalized_hash = @finalized)",
                    new { head = head!.Hash.ToArray(), finalized = finalized!.Hash.ToArray() }
                );
            },
            "the indexer did not reach the node's head"
        );
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
