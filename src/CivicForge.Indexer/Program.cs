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
        Console.Error.WriteLine($"Unknown verb '{verb}'. Without a verb the indexer follows the chain; 'migrate' brings schema chain to this version.");
        return 64;
}

var builder = WebApplication.CreateSlimBuilder(args);
var chain = builder.Configuration.GetSection("Chain").Get<ChainOptions>() ?? new ChainOptions();
var database = builder.Configuration.GetConnectionString("Civic");
string[] faults = [.. chain.Faults(), .. database is null ? ["ConnectionStrings:Civic is missing: a connection of user civic_indexer."] : Array.Empty<string>()];
if (faults.Length > 0)
{
    Console.Error.WriteLine("The indexer does not start:\n" + string.Join('\n', faults));
    return 78;
}

builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxConcurrentConnections = 256); // running out of descriptors would end it

string connection;
try
{
    connection = DatabasePassword.Complete(builder.Configuration, database!);
}
catch (CivicForge.Chain.Crypto.ExposedSecretException exposed)
{
    Console.Error.WriteLine($"The indexer does not start:\nDatabase:PasswordFiles:Indexer: {exposed.Message}");
    return 78;
}

builder.Logging.ClearProviders().AddSerilog(
    new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", Serilog.Events.LogEventLevel.Information)
        .Enrich.WithProperty("Application", "indexer").WriteTo.Console(new JsonFormatter(renderMessage: true)).CreateLogger(), dispose: true);
builder.Services.AddIndexer(connection, chain, builder.Configuration.GetSection("Indexer").Get<IndexerOptions>() ?? new IndexerOptions());
builder.Services.AddHostedService(p => p.GetRequiredService<IndexerWorker>());
var app = builder.Build();
app.Services.GetRequiredService<PrometheusText>();
app.MapOperations();
await app.RunAsync();
return 0;
