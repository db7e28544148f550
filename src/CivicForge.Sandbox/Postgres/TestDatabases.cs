using System.Collections.Concurrent;
using Npgsql;

namespace CivicForge.Sandbox.Postgres;

/// <summary>
/// One throwaway server for a test assembly (<c>[assembly: AssemblyFixture(typeof(TestDatabases))]</c>) with template
/// databases: a schema is migrated once and cloned for each test class in some 15 ms.
/// </summary>
/// <remarks><c>CIVICFORGE_POSTGRES</c> chooses the server. <c>container</c> starts <c>postgres:18</c> in a container. A
/// superuser's connection string uses a server that is there; it has to trust loopback connections of other
/// users.</remarks>
public sealed class TestDatabases : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new(StringComparer.Ordinal);
    private readonly Lazy<Task<TestServer>> _server = new(() => TestServer.StartAsync(CancellationToken.None));
    private readonly string _userPassword = ServerPassword.Make();

    /// <summary>A new database, a copy of the template that <paramref name="migrate"/> filled the first time its name
    /// was used.</summary>
    /// <param name="template">Names the schema, for example <c>civic</c>.</param>
    /// <param name="migrate">Gets the connection string of the template's owner and makes the schema. It runs
    /// once.</param>
    /// <param name="cancellationToken">Stops the copying, not a migration that others wait for.</param>
    public async Task<TestDatabase> CreateAsync(
        string template,
        Func<string, CancellationToken, Task> migrate,
        CancellationToken cancellationToken = default
    )
    {
        var source = await _templates.GetOrAdd(template, name => new(() => MakeTemplateAsync(name, migrate))).Value;
        return await CreateAsync($"TEMPLATE {source}", cancellationToken);
    }

    /// <summary>A new empty database.</summary>
    public Task<TestDatabase> CreateAsync(CancellationToken cancellationToken = default) =>
        CreateAsync("", cancellationToken);

    /// <summary>Stops the server and drops everything.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (!_server.IsValueCreated)
        {
            return;
        }

        await using var server = await _server.Value;
        if (server.Owned is not null)
        {
            return; // The databases go with it.
        }

        foreach (var template in _templates.Values.Where(template => template.Value.IsCompletedSuccessfully))
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {await template.Value} WITH (FORCE)", CancellationToken.None);
        }
    }

    internal async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(await ConnectionStringAsync("postgres", pooling: false));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<TestDatabase> CreateAsync(string source, CancellationToken cancellationToken)
    {
        var name = NewName("test");
        await ExecuteAsync($"CREATE DATABASE {name} {source}", cancellationToken);
        return new TestDatabase(
            this,
            name,
            await ConnectionStringAsync(name, pooling: true),
            (await _server.Value).Owned is null ? null : _userPassword
        );
    }

    private async Task<string> MakeTemplateAsync(string template, Func<string, CancellationToken, Task> migrate)
    {
        var name = NewName(template);
        await ExecuteAsync($"CREATE DATABASE {name}", CancellationToken.None);
        await migrate(await ConnectionStringAsync(name, pooling: false), CancellationToken.None);
        if ((await _server.Value).Owned is not null)
        {
            await ExecuteAsync(GivePasswords(), CancellationToken.None);
        }

        // A database that somebody is connected to cannot be copied.
        await ExecuteAsync($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false", CancellationToken.None);
        await ExecuteAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
            CancellationToken.None
        );
        return name;
    }

    /// <summary>Users of the service are the whole server's; two templates may have made them at once.</summary>
    private string GivePasswords() =>
        $"""
            DO $$ DECLARE name text; BEGIN
              PERFORM pg_advisory_xact_lock(7);
              FOR name IN SELECT rolname FROM pg_roles
              WHERE rolname LIKE 'civic\_%' LOOP EXECUTE format('ALTER ROLE %I PASSWORD %L',
                  name, '{_userPassword}'); END LOOP;
            END $$
            """;

    private async Task<string> ConnectionStringAsync(string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder((await _server.Value).ConnectionString)
        {
            Database = database,
            Pooling = pooling,
            IncludeErrorDetail = true,
        }.ConnectionString;

    /// <summary>A fresh identifier that needs no quotes; PostgreSQL cuts names at 63 bytes.</summary>
    private static string NewName(string prefix) =>
        $"{string.Concat(prefix.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Take(24))}_{Guid.NewGuid():n}";
}
