using CivicForge.Hosting;
using CivicForge.Indexer.Database;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

[assembly: AssemblyFixture(typeof(TestDatabases))]

namespace CivicForge.Indexer.Tests.Harness;

/// <summary>Each test has a chain and a database of its own.</summary>
public abstract class IndexerTest(TestDatabases databases) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _resources = [];

    internal TestChain Chain { get; private set; } = null!;

    internal TestDatabase Database { get; private set; } = null!;

    /// <summary>Old states stay in memory or are dropped: writing them to disk makes mining three times
    /// slower.</summary>
    private static AnvilOptions Anvil => new() { Arguments = ["--max-persisted-states", "0"] };

    public async ValueTask InitializeAsync()
    {
        Database = await databases.CreateAsync(
            "chain",
            (owner, token) => MigrateSchema.RunAsync(owner, token),
            default
        );
        Chain = await TestChain.StartAsync(Anvil);
    }

    internal TestIndexer Start(
        HttpMessageHandler? handler = null,
        Action<IndexerOptions>? configure = null,
        Func<ChainOptions, ChainOptions>? follow = null
    )
    {
        var indexer = TestIndexer.Create(Database, Chain, handler, configure, follow);
        _resources.Add(indexer);
        return indexer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in _resources)
        {
            await resource.DisposeAsync();
        }
        await Chain.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
