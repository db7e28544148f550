using CivicForge.Api.Database;
using CivicForge.Api.Quests.Search;
using CivicForge.Hosting.Database;
using Npgsql;

namespace CivicForge.Api;

/// <summary>The verb <c>migrate</c>: schema <c>civic</c>, the users' passwords, and what the slices derive from rows
/// that an earlier version stored.</summary>
internal static class MigrateCivic
{
    public static Task<int> RunAsync(string[] arguments) =>
        MigrateVerb.RunAsync(
            arguments,
            CivicDbContext.Schema,
            async (owner, configuration, cancellationToken) =>
            {
                var passwords = DatabasePasswords.Read(configuration);
                var applied = await ApplyAsync(owner, passwords, cancellationToken);
                if (passwords.Count > 0)
                {
                    Console.Out.WriteLine($"Passwords set: {string.Join(", ", passwords.Keys)}.");
                }
                return applied;
            },
            MigrateSchema.PlanAsync
        );

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
