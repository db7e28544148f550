using CivicForge.Api.Anchorer;
using CivicForge.Api.Anchoring;
using CivicForge.Api.Database;
using CivicForge.Api.Transactions;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Hosting;
using CivicForge.Sandbox.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CivicForge.Benchmarks.Generate;

/// <summary>A sandbox on a durable database, filled with generated quests whose batches are really anchored on its
/// chain. Its anchorer process is stopped; the anchorer's own operations run here instead, so that nothing moves while
/// something is measured.</summary>
internal sealed class GeneratedTown : IAsyncDisposable
{
    private const int Seed = 20_260_101;
    private readonly ServiceProvider _anchorer;
    private readonly FillDatabase _fill;

    private GeneratedTown(RunningSandbox sandbox, int attestations)
    {
        Sandbox = sandbox;
        _anchorer = Anchorer(sandbox);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var receiptKey = PrivateKey.FromHex(File.ReadAllText(Path.Combine(sandbox.Folder, "keys", "receipt")).Trim());
        Town = new Town(Seed, now - 8 * 86_400, attestations);
        _fill = new FillDatabase(
            sandbox.OwnerConnectionString,
            Town,
            CivicDomain.Create((ulong)sandbox.Deployment.ChainId, sandbox.Deployment.Registry),
            receiptKey,
            anchorWithin: 60,
            startedAt: now - 400 * 86_400
        );
    }

    internal RunningSandbox Sandbox { get; }
    internal Town Town { get; }

    /// <param name="attestations">Completed quests that it will have in the end; they are added by
    /// <see cref="AddAsync"/>.</param>
    internal static async Task<GeneratedTown> StartAsync(
        string folder,
        int attestations,
        CancellationToken cancellationToken
    )
    {
        // A data folder makes the database durable: fsync and synchronous_commit stay on. Its cache is sized for the
        // data, as anybody would who keeps a million attestations; the sandbox's own 128 MB are for a demo.
        var options = new SandboxOptions
        {
            DataFolder = folder,
            DatabaseSettings = ["shared_buffers=2GB", "max_wal_size=4GB"],
            Settings = new Dictionary<string, string?> { ["RateLimits__Multiplier"] = "1000000" },
        };
        var sandbox = await RunningSandbox.StartAsync(options, Console.WriteLine, cancellationToken);
        await sandbox.Anchorer.DisposeAsync();
        return new GeneratedTown(sandbox, attestations);
    }

    /// <summary>Adds completed quests with their share of others; the newest of them wait for the next seal.</summary>
    internal Task AddAsync(int attestations, int waiting, CancellationToken cancellationToken) =>
        _fill.AddAsync(attestations, waiting, cancellationToken);

    /// <summary>Seals what waits, as the anchorer does.</summary>
    /// <returns>Leaves of the batch.</returns>
    internal async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        await AcquireAsync(cancellationToken);
        return (await _anchorer.GetRequiredService<SealBatch>().RunAsync(force: true, cancellationToken))!.LeafCount;
    }

    /// <summary>Anchors every sealed batch and waits until the last is final.</summary>
    internal async Task AnchorAsync(CancellationToken cancellationToken)
    {
        await AcquireAsync(cancellationToken);
        await using var owner = NpgsqlDataSource.Create(Sandbox.OwnerConnectionString);
        await using var waiting = owner.CreateCommand(
            "SELECT count(*) FROM civic.batch_states WHERE state <> 'finalized'"
        );
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((long)(await waiting.ExecuteScalarAsync(cancellationToken))! > 0)
        {
            await _anchorer.GetRequiredService<AnchorTick>().RunAsync(cancellationToken);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _anchorer.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private async Task AcquireAsync(CancellationToken cancellationToken)
    {
        var lease = _anchorer.GetRequiredService<Lease>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await lease.TryAcquireAsync(cancellationToken))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static ServiceProvider Anchorer(RunningSandbox sandbox)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["ConnectionStrings:Civic"] = sandbox.ConnectionStringFor("civic_anchorer"),
                    ["Chain:RpcUrl"] = sandbox.Chain.Url.ToString(),
                    ["Chain:Id"] = sandbox.Deployment.ChainId.ToString(
                        System.Globalization.CultureInfo.InvariantCulture
                    ),
                    ["Chain:RegistryAddress"] = sandbox.Deployment.Registry.ToString(),
                    ["Chain:DistributorAddress"] = sandbox.Deployment.Distributor.ToString(),
                    ["Chain:ReputationAddress"] = sandbox.Deployment.Reputation.ToString(),
                    ["Keys:Anchorer"] = Path.Combine(sandbox.Folder, "keys", "anchorer"),
                    ["Keys:Payout"] = Path.Combine(sandbox.Folder, "keys", "payout"),
                }
            )
            .Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Error))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(ChainOptions.Read(configuration));
        services.AddDatabase(configuration);
        services.AddAnchorer(configuration);
        return services.BuildServiceProvider();
    }
}
