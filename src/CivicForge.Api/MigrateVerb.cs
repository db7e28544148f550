using CivicForge.Api.Database;
using CivicForge.Api.Quests.Search;
using CivicForge.Hosting;
using Npgsql;

namespace CivicForge.Api;

/// <summary>The verb <c>migrate</c>: schema <c>civic</c>, and what the slices derive from rows that an earlier version
/// stored.</summary>
internal static class MigrateVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var passwords = DatabasePasswords.Read(configuration);
        var owner = configuration.GetConnectionString("Owner") is { Length: > 0 } text
            ? DatabasePasswords.Complete(configuration, text)
            : throw new ConfigurationException(
                "ConnectionStrings:Owner is not set. Set it (environment: ConnectionStrings__Owner) to a "
                    + "connection of the database's owner."
            );
        var applied = await ApplyAsync(owner, passwords, CancellationToken.None);
        Console.Out.WriteLine(
            applied.Count == 0 ? "Schema civic is up to date." : $"Schema civic: applied {string.Join(", ", applied)}."
        );
        if (passwords.Count > 0)
        {
            Console.Out.WriteLine($"Passwords set: {string.Join(", ", passwords.Keys)}.");
        }
        return 0;
    }

    /// <inheritdoc cref="MigrateSchema.RunAsync"/>
    public static Task<IReadOnlyList<string>> ApplyAsync(
        string ownerConnectionString,
        IReadOnlyDictionary<string, string>? passwords,
        CancellationToken cancellationToken
    ) => MigrateSchema.RunAsync(ownerConnectionString, passwords, FillAsync, cancellationToken);

    private static async Task FillAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await IndexQuests.RunAsync(connection, cancellationToken);
        await IndexMembers.RunAsync(connection, cancellationToken);
    }
}
