using CivicForge.Indexer.Database;

if (args is ["migrate", ..])
{
    var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args[1..]).Build();
    var owner = configuration.GetConnectionString("Owner");
    if (owner is null)
    {
        Console.Error.WriteLine("migrate: ConnectionStrings:Owner is missing. Set ConnectionStrings__Owner to a connection of the database's owner.");
        return 64;
    }
    var applied = await MigrateSchema.RunAsync(owner, configuration["Database:Password"], CancellationToken.None);
    Console.WriteLine(applied.Count == 0 ? "Schema chain is up to date." : $"Schema chain: applied {string.Join(", ", applied)}.");
    return 0;
}

var builder = WebApplication.CreateSlimBuilder(args);
await builder.Build().RunAsync();
return 0;
