using Npgsql;

namespace CivicForge.Hosting.Database;

/// <summary>The verb <c>migrate</c> of a program that owns a schema; <c>migrate --check</c> only says what it would
/// do.</summary>
public static class MigrateVerb
{
    private const string Check = "--check";
    private const int Failed = 1;

    /// <param name="arguments">After the verb.</param>
    /// <param name="schema">Its name.</param>
    /// <param name="migrate">Brings the schema to this version with the owner's connection string; gives the names of
    /// the migrations that were applied now.</param>
    /// <param name="plan">What <paramref name="migrate"/> would do.</param>
    /// <exception cref="ConfigurationException">Something is not set, or nothing may be migrated here.</exception>
    public static async Task<int> RunAsync(
        string[] arguments,
        string schema,
        Func<string, IConfiguration, CancellationToken, Task<IReadOnlyList<string>>> migrate,
        Func<string, CancellationToken, Task<MigrationPlan>> plan
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddCommandLine([.. arguments.Where(argument => argument != Check)])
            .Build();
        DatabasePasswords.RefuseShared(configuration);
        var owner = DatabaseConnection.Read(configuration, "Owner", "a connection of the database's owner");
        if (arguments.Contains(Check))
        {
            Console.Out.WriteLine((await plan(owner, CancellationToken.None)).ToLine(schema));
            return ExitCodes.Success;
        }
        try
        {
            var applied = await migrate(owner, configuration, CancellationToken.None);
            Console.Out.WriteLine(
                applied.Count == 0
                    ? $"Schema {schema} is up to date."
                    : $"Schema {schema}: applied {string.Join(", ", applied)}."
            );
            return ExitCodes.Success;
        }
        catch (PostgresException refused)
        {
            // For people who read a release's log; where in our code it was says nothing to them.
            await Console.Error.WriteLineAsync(
                $"Schema {schema} was not migrated to its end: {refused.SqlState}: {refused.MessageText}\n"
                    + $"{refused.Where}\nWhat was applied before stays; running it again goes on there."
            );
            return Failed;
        }
    }
}
