using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Database;

/// <summary>
/// The five users of the database: <c>civic_api</c>, <c>civic_anchorer</c>, <c>civic_worker</c>, <c>civic_indexer</c>,
/// <c>civic_auditor</c>. Roles belong to the whole server, so another database or another migration may have made them
/// already.
/// </summary>
internal static class DatabaseRoles
{
    private static readonly string[] Names =
    [
        "civic_api",
        "civic_anchorer",
        "civic_worker",
        "civic_indexer",
        "civic_auditor",
    ];

    /// <summary>Creates the roles that are absent, with LOGIN; the Api's <c>migrate</c> sets passwords.</summary>
    /// <exception cref="InvalidOperationException">A role is absent and the owner may not create roles.</exception>
    internal static async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var name in Names)
        {
            var exists = await connection.ExecuteScalarAsync<bool>(
                new CommandDefinition(
                    "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = @name)",
                    new { name },
                    cancellationToken: cancellationToken
                )
            );
            if (!exists)
            {
                await CreateAsync(connection, name, cancellationToken);
            }
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition($"CREATE role {name} login", cancellationToken: cancellationToken)
            );
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Another migration on the same server made it between our look and our CREATE: that is what we wanted.
            return;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InvalidOperationException(
                $"The role {name} does not exist and the owner may not create it. Nothing was migrated. Run as a "
                    + $"superuser: create role {name} login;",
                exception
            );
        }
    }
}
