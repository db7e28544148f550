using CivicForge.Api.Anchorer;
using CivicForge.Api.Anchoring;
using CivicForge.Api.Attestations.Rechecks;
using CivicForge.Api.Database;
using CivicForge.Api.Transactions;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CivicForge.Api.Tests.Harness;

/// <summary>The anchorer's process in its production wiring, as user civic_anchorer, stepped by the test instead of by
/// Quartz. Dropping it without a word is what a crash leaves: its memory is gone, its lease is not given
/// back.</summary>
internal sealed class TestAnchorer : IAsyncDisposable
{
    internal static readonly PrivateKey AnchorerKey = PrivateKey.FromHex(DevelopmentAccounts.Anchorer.PrivateKey);

    /// <summary>Account 5 of the mnemonic: funded, without a role.</summary>
    internal static readonly PrivateKey PayoutKey = PrivateKey.FromHex(
        "0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba"
    );

    private readonly ServiceProvider _services;
    private readonly CapturedLog _log;
    private readonly TestChain _chain;

    private TestAnchorer(ServiceProvider services, CapturedLog log, TestChain chain) =>
        (_services, _log, _chain) = (services, log, chain);

    /// <summary>What it has logged so far, oldest first: <c>1301 Relay: …</c>.</summary>
    internal IReadOnlyList<string> Log => _log.Lines;

    internal Lease Lease => Get<Lease>();
    internal AnchorTick Tick => Get<AnchorTick>();
    internal SealBatch Sealing => Get<SealBatch>();
    internal PlanAnchor Plan => Get<PlanAnchor>();

    internal SubmitAnchor Submit => Get<SubmitAnchor>();
    internal TransactionSender Sender => Get<TransactionSender>();
    internal TransactionTracker Tracker => Get<TransactionTracker>();
    internal RelayClaims Relay => Get<RelayClaims>();
    internal SigningAccount Account => Get<SigningAccounts>().Anchorer;
    internal SigningAccount Payout => Get<SigningAccounts>().Payout;

    internal static TestAnchorer Start(
        TestDatabase database,
        TestChain chain,
        IReadOnlyDictionary<string, string?>? settings = null,
        HttpMessageHandler? wire = null,
        TimeProvider? time = null
    )
    {
        var values = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Civic"] = database.ConnectionStringFor("civic_anchorer"),
            ["Chain:RpcUrl"] = chain.Url.ToString(),
            ["Chain:Id"] = "31337",
            ["Chain:RegistryAddress"] = chain.Registry.ToString(),
            ["Chain:DistributorAddress"] = chain.Distributor.ToString(),
            ["Chain:ReputationAddress"] = chain.Reputation.ToString(),
            ["Keys:Anchorer"] = AnchorerKey.ToHex(),
            ["Keys:Payout"] = PayoutKey.ToHex(),
            ["Anchoring:MaxAge"] = "00:00:00",
            ["Transactions:BumpAfter"] = "00:00:00",
            ["Rewards:RetryAfter"] = "00:15:00",
            // Leases end and calls fail when a test says so, not because the machine is busy.
            ["Transactions:LeaseTerm"] = "01:00:00",
            ["Transactions:RpcTimeout"] = "00:03:00",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            values[key] = value;
        }
        var log = new CapturedLog();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection()
            .AddLogging(l =>
                l.AddProvider(log).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
            )
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(ChainOptions.Read(configuration));
        services.AddDatabase(configuration);
        services.AddAnchorer(configuration);
        if (wire is not null)
        {
            services.AddSingleton(
                new EthClient(
                    new HttpClient(wire, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan },
                    chain.Url
                )
            );
        }
        return new TestAnchorer(services.BuildServiceProvider(), log, chain);
    }

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>One tick once the node has mined what it accepted, and the claim that it was ours to do.</summary>
    internal async Task TickAsync()
    {
        await _chain.SettledAsync();
        (await Tick.RunAsync(default)).ShouldBeTrue("the lease is held by another process");
    }

    /// <summary>One tick as Quartz fires it: what it throws is logged, and the next one starts from the
    /// database.</summary>
    internal async Task EdgeAsync()
    {
        await _chain.SettledAsync();
        await Get<JobEdge>().RunAsync("test", Tick.RunAsync, default);
    }

    internal async Task RecheckAsync() =>
        (await Get<RecheckSignatures>().RunAsync(default)).ShouldBeTrue("the lease is held by another process");

    internal async Task RelayAsync()
    {
        await _chain.SettledAsync();
        (await Relay.RunAsync(default)).ShouldBeTrue("the lease is held by another process");
    }

    /// <summary>An offer at today's fees.</summary>
    internal async Task<Fees> OfferAsync() => Get<FeePolicy>().Offer(await Get<ChainNode>().FeeMarketAsync(default), 0);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
