using CivicForge.Hosting;

namespace CivicForge.Indexer.Database;

/// <summary><c>migrate</c> on the command line.</summary>
internal static class MigrateVerb
{
    internal static async Task<int> RunAsync(string[] arguments)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build();
        if (configuration.GetConnectionString("Owner") is not { Length: > 0 } owner)
        {
            throw new ConfigurationException(
                "ConnectionStrings:Owner is not set. Set it (environment: ConnectionStrings__Owner) to a connection "
                    + "of the database's owner."
            );
        }
        if (configuration.GetSection("Database:Password").Value is not null)
        {
            throw new ConfigurationException(
                "Database:Password, one password for all users, is not read any more. Nothing was migrated. Remove "
                    + "it; `dotnet CivicForge.Api.dll migrate` sets each user's own (Database:PasswordFiles:…)."
            );
        }
        var applied = await MigrateSchema.RunAsync(
            DatabasePassword.Complete(configuration, "ConnectionStrings:Owner", owner),
            CancellationToken.None
        );
        Console.WriteLine(
            applied.Count == 0 ? "Schema chain is up to date." : $"Schema chain: applied {string.Join(", ", applied)}."
        );
        return ExitCodes.Success;
    }
}
