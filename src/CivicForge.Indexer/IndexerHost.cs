using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Following;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;
using Npgsql;

namespace CivicForge.Indexer;

/// <summary>The only wiring. Tests use it too, with another <see cref="HttpMessageHandler"/> between it and the
/// node.</summary>
internal static class IndexerHost
{
    /// <summary>Registers everything that follows the chain.</summary>
    /// <param name="services">Of the host.</param>
    /// <param name="connectionString">User <c>civic_indexer</c>.</param>
    /// <param name="chain">Which chain.</param>
    /// <param name="options">How.</param>
    /// <param name="handler">Carries the calls to the node; a socket handler by default.</param>
    internal static void AddIndexer(
        this IServiceCollection services,
        string connectionString,
        ChainOptions chain,
        IndexerOptions options,
        HttpMessageHandler? handler = null
    )
    {
        services.AddSingleton(chain).AddSingleton(options);
        services.AddSingleton(new FollowedContracts(chain.Registry, chain.Distributor));
        services.AddSingleton(new FinalityPolicy(chain.FinalityDepth));
        services.AddSingleton(_ => Database(connectionString, options));
        services.AddSingleton(TimeProvider.System).AddSingleton<IndexerMetrics>().AddSingleton<FollowerHealth>();
        services.AddSingleton(p => new PatientNode(
            Client(chain.RpcUrl, options, handler),
            options,
            p.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<StandingAnswers>().AddSingleton<FinalityWatch>();
        services
            .AddSingleton<EventReader>()
            .AddSingleton<BlockSource>()
            .AddSingleton<RangeReader>()
            .AddSingleton<Findings>();
        services.AddSingleton(p => new CursorLease(
            p.GetRequiredService<NpgsqlDataSource>(),
            options.Holder ?? $"{Environment.MachineName}/{Guid.NewGuid():N}",
            options.LeaseTerm
        ));
        services.AddSingleton<ChainStore>();
        services.AddSingleton(p => SecondPass(p, chain, options, handler));
        services.AddSingleton(p =>
            ActivatorUtilities.CreateInstance<StateAudit>(
                p,
                new ReputationToken(chain.Reputation.IsZero ? null : chain.Reputation)
            )
        );
        services
            .AddSingleton<ChainLook>()
            .AddSingleton<Extension>()
            .AddSingleton<Backfill>()
            .AddSingleton<ReorgWalk>()
            .AddSingleton<HaltLatch>()
            .AddSingleton<Rewinding>()
            .AddSingleton<IdleTime>()
            .AddSingleton<ChainFollower>();
        services.AddSingleton<ChainIdentity>().AddSingleton<BackOff>().AddSingleton<IndexerWorker>();
    }

    private static EthClient Client(Uri url, IndexerOptions options, HttpMessageHandler? handler) =>
        handler is null
            ? new EthClient(url, options.CallTimeout)
            : new EthClient(
                new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan },
                url,
                options.CallTimeout
            );

    private static NpgsqlDataSource Database(string connectionString, IndexerOptions options)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "indexer" };
        builder.ConnectionStringBuilder.ApplicationName ??= "civicforge-indexer";
        // A holder that is paused within a transaction would keep the cursor's row locked: the server ends such a
        // session when its lease would have ended.
        builder.ConnectionStringBuilder.Options =
            $"-c idle_in_transaction_session_timeout={(long)options.LeaseTerm.TotalMilliseconds}";
        return builder.Build();
    }

    private static SecondPass SecondPass(
        IServiceProvider services,
        ChainOptions chain,
        IndexerOptions options,
        HttpMessageHandler? handler
    )
    {
        if (chain.SecondRpcUrl is not { } second)
        {
            return ActivatorUtilities.CreateInstance<SecondPass>(services);
        }
        var node = new PatientNode(
            Client(second, options, handler),
            options,
            services.GetRequiredService<TimeProvider>()
        );
        // What one node stands by says nothing about the other.
        var source = ActivatorUtilities.CreateInstance<BlockSource>(
            services,
            node,
            ActivatorUtilities.CreateInstance<StandingAnswers>(services)
        );
        return ActivatorUtilities.CreateInstance<SecondPass>(
            services,
            ActivatorUtilities.CreateInstance<RangeReader>(services, source)
        );
    }
}
