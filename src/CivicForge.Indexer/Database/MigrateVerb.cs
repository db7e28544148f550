namespace CivicForge.Indexer.Database;

/// <summary><c>migrate</c> on the command line. Exit codes: 0 done, 64 not configured, or a newer version migrated it;
/// anything else is an exception that names the cause.</summary>
internal static class MigrateVerb
{
    internal static async Task<int> RunAsync(string[] arguments)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build();
        if (configuration.GetConnectionString("Owner") is not { Length: > 0 } owner)
        {
            await Console.Error.WriteLineAsync(
                "migrate: ConnectionStrings:Owner is missing. Set ConnectionStrings__Owner to a connection of the "
                    + "database's owner."
            );
            return 64;
        }

        if (configuration.GetSection("Database:Password").Value is not null)
        {
            await Console.Error.WriteLineAsync(
                "migrate: Database:Password, one password for all users, is not read any more. Nothing was "
                    + "migrated. Remove it; `dotnet CivicForge.Api.dll migrate` sets each user's own "
                    + "(Database:PasswordFiles:…)."
            );
            return 64;
        }

        try
        {
            var applied = await MigrateSchema.RunAsync(
                DatabasePassword.Complete(configuration, "ConnectionStrings:Owner", owner),
                CancellationToken.None
            );
            Console.WriteLine(
                applied.Count == 0
                    ? "Schema chain is up to date."
                    : $"Schema chain: applied {string.Join(", ", applied)}."
            );
            return 0;
        }
        catch (Exception refused) when (refused is NewerSchemaException or ConfigurationException)
        {
            await Console.Error.WriteLineAsync($"migrate: {refused.Message}");
            return 64;
        }
    }
}
