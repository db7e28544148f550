using CivicForge.Hosting;
using CivicForge.Hosting.Database;
using CivicForge.Indexer;
using CivicForge.Indexer.Database;
using CivicForge.Indexer.Following;
using CivicForge.Indexer.Operations;
using Serilog;
using Serilog.Formatting.Json;

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
                    (owner, _, cancellationToken) => MigrateSchema.RunAsync(owner, cancellationToken)
                );
            case [var verb, ..] when !verb.StartsWith('-'):
                throw new ConfigurationException(
                    $"There is no verb '{verb}'. Verbs: migrate; without one the indexer follows the chain."
                );
        }

        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = IndexerSettings.Read(builder.Configuration);
        // running out of descriptors would end it
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxConcurrentConnections = 256);
        builder
            .Logging.ClearProviders()
            .AddSerilog(
                new LoggerConfiguration()
                    .ReadFrom.Configuration(builder.Configuration)
                    .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
                    .MinimumLevel.Override("Microsoft.Hosting.Lifetime", Serilog.Events.LogEventLevel.Information)
                    .Enrich.WithProperty("Application", "indexer")
                    .WriteTo.Console(new JsonFormatter(renderMessage: true))
                    .CreateLogger(),
                dispose: true
            );
        builder.Services.AddIndexer(settings.Connection, settings.Chain, settings.Indexer);
        builder.Services.AddHostedService(p => p.GetRequiredService<IndexerWorker>());
        var app = builder.Build();
        app.Services.GetRequiredService<PrometheusText>();
        app.MapOperations();
        await app.RunAsync();
        return ExitCodes.Success;
    }
);
