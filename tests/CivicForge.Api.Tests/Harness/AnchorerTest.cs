using CivicForge.Api.Anchoring;
using CivicForge.Api.Audit;
using CivicForge.Chain;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Harness;

/// <summary>Each test has a chain and a database of its own, and as many anchorer processes as it starts.</summary>
public abstract class AnchorerTest(TestDatabases databases) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _resources = [];

    internal TestChain Chain { get; private set; } = null!;
    internal TestDatabase Database { get; private set; } = null!;
    internal CompletedPairs Pairs { get; private set; } = null!;

    private protected virtual AnvilOptions Anvil => new();

    public virtual async ValueTask InitializeAsync()
    {
        Database = await CivicTemplate.CreateAsync(databases);
        Chain = await TestChain.StartAsync(Anvil);
        Pairs = new CompletedPairs(Database, Chain);
    }

    /// <summary>What a test started besides.</summary>
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in _resources)
        {
            await resource.DisposeAsync();
        }
        await StopAsync();
        await Chain.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A process that holds the lease.</summary>
    internal async Task<TestAnchorer> StartAsync(params (string Key, string? Value)[] settings)
    {
        var anchorer = Start(settings);
        (await anchorer.Lease.TryAcquireAsync(default)).ShouldBeTrue();
        return anchorer;
    }

    /// <summary>A process that has not looked for the lease yet.</summary>
    internal TestAnchorer Start(params (string Key, string? Value)[] settings)
    {
        var anchorer = TestAnchorer.Start(Database, Chain, settings.ToDictionary(s => s.Key, s => s.Value));
        _resources.Add(anchorer);
        return anchorer;
    }

    /// <summary>A process that talks to the node over this wire, or lives in another time.</summary>
    internal TestAnchorer StartOver(
        HttpMessageHandler? wire,
        TimeProvider? time = null,
        params (string Key, string? Value)[] settings
    )
    {
        var anchorer = TestAnchorer.Start(Database, Chain, settings.ToDictionary(s => s.Key, s => s.Value), wire, time);
        _resources.Add(anchorer);
        return anchorer;
    }

    internal Task<AuditReport> AuditAsync() =>
        new RunAudit(
            Database.ConnectionStringFor("civic_auditor"),
            Chain.Client,
            Chain.Options,
            new AnchoringOptions()
        ).RunAsync(default);

    /// <summary>Everything is final, and the audit finds nothing.</summary>
    internal async Task AuditIsCleanAsync(TestAnchorer anchorer, TestIndexer? indexer = null)
    {
        indexer ??= await StartIndexerAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        var report = await AuditAsync();
        report.Results.SelectMany(r => r.Findings.Violations).ShouldBeEmpty();
        report.ExitCode.ShouldBe(0, string.Join(", ", report.Results.Select(r => r.Reason)));
    }

    /// <summary>The old process is gone without a word; its lease runs out and a new one takes over.</summary>
    internal async Task<TestAnchorer> RestartAsync(params (string Key, string? Value)[] settings)
    {
        await ExpireLeaseAsync();
        return await StartAsync(settings);
    }

    internal Task ExpireLeaseAsync() =>
        ExecuteAsync("UPDATE civic.leases SET expires_at = clock_timestamp() - interval '1 s'");

    /// <summary>The real indexer as a process, following until the test ends.</summary>
    internal async Task<TestIndexer> StartIndexerAsync()
    {
        var indexer = await TestIndexer.StartAsync(Database, Chain);
        _resources.Add(indexer);
        return indexer;
    }

    internal async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.ExecuteAsync(sql, parameters);
    }

    internal async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    internal async Task<T> ScalarAsync<T>(string sql, object? parameters = null) =>
        (await QueryAsync<T>(sql, parameters)).Single();

    /// <summary>State and attempts of every transaction, in order: <c>confirmed/1</c>.</summary>
    internal Task<IReadOnlyList<string>> TransactionsAsync() =>
        QueryAsync<string>(
            "SELECT state || '/' || (SELECT count(*) FROM civic.transaction_attempts a "
                + "WHERE a.transaction_id = t.id) FROM civic.transactions t ORDER BY id"
        );

    internal async Task<IReadOnlyList<Hash32>> AttemptsAsync() =>
        [
            .. (
                await QueryAsync<byte[]>("SELECT hash FROM civic.transaction_attempts ORDER BY transaction_id, number")
            ).Select(h => new Hash32(h)),
        ];

    internal async Task<Hash32> RootAsync(long seal = 1) =>
        new(await ScalarAsync<byte[]>("SELECT root FROM civic.batches WHERE seal = @seal", new { seal }));

    /// <summary>What has to hold whatever happened: each sealed root is on chain once, nothing else is, and every pair
    /// has one place.</summary>
    internal async Task ExactlyOnceAsync(int batches)
    {
        var roots = new List<Hash32>();
        for (var id = 1; id <= await Chain.BatchCountAsync(); id++)
        {
            roots.Add(await Chain.RootOfAsync(id));
        }
        roots.Count.ShouldBe(batches);
        roots.Distinct().Count().ShouldBe(batches);
        (await QueryAsync<byte[]>("SELECT root FROM civic.batches"))
            .Select(r => new Hash32(r))
            .ShouldBe(roots, ignoreOrder: true);
        (await ScalarAsync<long>("SELECT count(*) FROM civic.completions WHERE seal IS NULL")).ShouldBe(0);
    }
}
