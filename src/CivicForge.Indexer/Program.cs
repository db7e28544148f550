using CivicForge.Indexer;
using CivicForge.Indexer.Database;
using CivicForge.Indexer.Following;
using CivicForge.Indexer.Operations;
using Serilog;
using Serilog.Formatting.Json;

switch (args)
{
    case ["migrate", .. var rest]:
        return await MigrateVerb.RunAsync(rest);
    case [var verb, ..] when !verb.StartsWith('-'):
        Console.Error.WriteLine(
            $"Unknown verb '{verb}'. Without a verb the indexer follows the chain; 'migrate' brings schema chain "
                + "to this version."
        );
        return 64;
}

var builder = WebApplication.CreateSlimBuilder(args);
IndexerSettings settings;
try
{
    settings = IndexerSettings.Read(builder.Configuration);
}
catch (ConfigurationException faults)
{
    Console.Error.WriteLine($"The indexer does not start:\n{faults.Message}");
    return 64;
}

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
return 0;
