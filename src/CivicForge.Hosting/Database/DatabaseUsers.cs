using Npgsql;

namespace CivicForge.Hosting.Database;

/// <summary>The five users of the database, one for each thing that a process may do there. They belong to the whole
/// server, so another database or another migration may have made them already.</summary>
public static class DatabaseUsers
{
    /// <summary>As settings name them: <c>Database:Passwords:Api</c> is that of <c>civic_api</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Api", "Anchorer", "Worker", "Indexer", "Auditor"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string User(string name) => $"civic_{name.ToLowerInvariant()}";

    /// <summary>Creates those that are absent, with LOGIN. Without a password, which <c>migrate</c> sets where it is
    /// given, nobody can sign in as one where the server asks for passwords.</summary>
    /// <exception cref="ConfigurationException">One is absent and the owner may not create it.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var user in Names.Select(User))
        {
            await using var look = new NpgsqlCommand(
                "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = @user)",
                connection
            );
            look.Parameters.AddWithValue("user", user);
            if (await look.ExecuteScalarAsync(cancellationToken) is not true)
            {
                await CreateAsync(connection, user, cancellationToken);
            }
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, string user, CancellationToken cancellationToken)
    {
        try
        {
            await using var create = new NpgsqlCommand($"CREATE ROLE {user} LOGIN", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Another database's migration on the same server made it between our look and our CREATE.
            return;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new ConfigurationException(
                $"The role {user} does not exist and the owner may not create it. Nothing was migrated. Run as a "
                    + $"superuser: CREATE ROLE {user} LOGIN;"
            );
        }
    }
}
