using Npgsql;

namespace CivicForge.Sandbox.Postgres;

/// <summary>A database of its own for one test class; disposing it drops it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestDatabases _databases;
    private readonly string? _userPassword;

    internal TestDatabase(TestDatabases databases, string name, string connectionString, string? userPassword)
    {
        _databases = databases;
        _userPassword = userPassword;
        Name = name;
        ConnectionString = connectionString;
    }

    /// <summary>Its name on the server.</summary>
    public string Name { get; }

    /// <summary>A connection string of the superuser, who owns everything in it.</summary>
    public string ConnectionString { get; }

    /// <summary>A connection string of another user that the template made, for example <c>civic_api</c>.</summary>
    public string ConnectionStringFor(string user) =>
        new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            Username = user,
            Password = _userPassword,
        }.ConnectionString;

    /// <summary>Drops the database, also while connections are open.</summary>
    public async ValueTask DisposeAsync() =>
        await _databases.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", CancellationToken.None);
}
