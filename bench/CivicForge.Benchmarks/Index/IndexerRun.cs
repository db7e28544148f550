using CivicForge.Indexer.Database;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Benchmarks.Index;

/// <summary>Our indexer, as it is deployed: its own process, user civic_indexer, default settings.</summary>
internal static class IndexerRun
{
    internal static async Task<double> SecondsAsync(PostgresServer postgres, TestChain chain, long events)
    {
        var database = await Measured.FreshDatabaseAsync(postgres, "ours");
        await MigrateSchema.RunAsync(postgres.ConnectionString(database), CancellationToken.None);
        return await Measured.SecondsAsync(
            await OptionsAsync(postgres, chain, database),
            postgres.ConnectionString(database),
            "SELECT count(*) FROM chain.reward_claimed",
            events
        );
    }

    internal static async Task<ChildProcessOptions> OptionsAsync(
        PostgresServer postgres,
        TestChain chain,
        string database
    )
    {
        var password = await Measured.PasswordAsync(postgres, "civic_indexer");
        return new("dotnet", Program)
        {
            Name = "CivicForge.Indexer",
            Environment = new Dictionary<string, string?>
            {
                ["ConnectionStrings__Civic"] = postgres.ConnectionString(database, "civic_indexer", password),
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Chain__RpcUrl"] = chain.Url.ToString(),
                ["Chain__Id"] = "31337",
                ["Chain__RegistryAddress"] = chain.Registry.ToString(),
                ["Chain__DistributorAddress"] = chain.Distributor.ToString(),
                ["Chain__ReputationAddress"] = chain.Reputation.ToString(),
            },
        };
    }

    /// <summary>Compiled ahead, as <c>./civicforge up</c> runs it, unless it was compiled again since.</summary>
    private static string Program
    {
        get
        {
            const string Name = "CivicForge.Indexer";
            var built = Repository.Program(Name);
            var ahead = Path.Combine(Repository.Root, "artifacts", "programs", Name, Name + ".dll");
            return File.GetLastWriteTimeUtc(ahead) >= File.GetLastWriteTimeUtc(built) ? ahead : built;
        }
    }
}
