namespace CivicForge.Hosting.Database;

/// <summary>The verb <c>migrate</c> of a program that owns a schema.</summary>
public static class MigrateVerb
{
    /// <param name="arguments">After the verb.</param>
    /// <param name="schema">Its name.</param>
    /// <param name="migrate">Brings the schema to this version with the owner's connection string; gives the names of
    /// the migrations that were applied now.</param>
    /// <exception cref="ConfigurationException">Something is not set, or nothing may be migrated here.</exception>
    public static async Task<int> RunAsync(
        string[] arguments,
        string schema,
        Func<string, IConfiguration, CancellationToken, Task<IReadOnlyList<string>>> migrate
    )
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build();
        DatabasePasswords.RefuseShared(configuration);
        var owner = DatabaseConnection.Read(configuration, "Owner", "a connection of the database's owner");
        var applied = await migrate(owner, configuration, CancellationToken.None);
        Console.Out.WriteLine(
            applied.Count == 0
                ? $"Schema {schema} is up to date."
                : $"Schema {schema}: applied {string.Join(", ", applied)}."
        );
        return ExitCodes.Success;
    }
}
