using CivicForge.Hosting;
using CivicForge.Hosting.Database;
using CivicForge.Hosting.Health;
using CivicForge.Hosting.Logs;
using CivicForge.Hosting.Metrics;
using CivicForge.Hosting.Traces;
using CivicForge.Indexer;
using CivicForge.Indexer.Database;
using CivicForge.Indexer.Following;

return await ProgramEdge.RunAsync(
    "civicforge-indexer",
    async () =>
    {
        switch (args)
        {
            case ["migrate", .. var rest]:
                return await MigrateVerb.RunAsync(
                    rest,
                    ChainDbContext.Schema,
                    (owner, _, cancellationToken) => MigrateSchema.RunAsync(owner, cancellationToken),
                    MigrateSchema.PlanAsync
                );
            case ["health", .. var rest]:
                return await HealthVerb.RunAsync(rest, Console.Out);
            case ["metrics", .. var rest]:
                return await HealthVerb.MetricsAsync(rest, Console.Out);
            case [var verb, ..] when !verb.StartsWith('-'):
                throw new ConfigurationException(
                    $"There is no verb '{verb}'. Verbs: migrate, health, metrics; without one the indexer follows the "
                        + "chain."
                );
        }

        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = IndexerSettings.Read(builder.Configuration);
        // running out of descriptors would end it
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxConcurrentConnections = 256);
        builder.AddJsonLogs("indexer");
        builder.AddTraces("indexer");
        builder.Services.AddIndexer(settings.Connection, settings.Chain, settings.Indexer);
        builder.Services.AddMetricsText();
        builder.Services.AddHostedService(p => p.GetRequiredService<IndexerWorker>());
        var app = builder.Build();
        app.StartMetrics();
        app.MapHealth(_ => Task.FromResult(app.Services.GetRequiredService<FollowerHealth>().Report()));
        app.MapMetrics();
        await app.RunAsync();
        return ExitCodes.Success;
    }
);
