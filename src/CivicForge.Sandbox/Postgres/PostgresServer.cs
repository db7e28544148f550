using CivicForge.Sandbox.Processes;
using Npgsql;

namespace CivicForge.Sandbox.Postgres;

/// <summary>
/// A real PostgreSQL server as a child process, on a free loopback port, with superuser <c>postgres</c>; everybody
/// needs a password. It ends when this process does. As root it runs as user <c>postgres</c> or <c>nobody</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The cluster's own folder, in the data folder.</summary>
    internal const string ClusterFolder = "cluster";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _process;
    private readonly ThrowawayFolder? _throwaway;

    private readonly string _password;

    private PostgresServer(ChildProcess process, int port, string password, ThrowawayFolder? throwaway)
    {
        _password = password;
        _process = process;
        _throwaway = throwaway;
        Port = port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The server process, to watch or to kill.</summary>
    public ChildProcess Process => _process;

    /// <summary>The superuser's connection string for a database of this server.</summary>
    public string ConnectionString(string database = "postgres") => ConnectionString(database, "postgres", _password);

    /// <summary>Another user's connection string; without a password when that is read elsewhere.</summary>
    public string ConnectionString(string database, string user, string? userPassword) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = user,
            Password = userPassword,
            Database = database,
        }.ConnectionString;

    /// <summary>Starts a server and waits until it accepts connections.</summary>
    /// <exception cref="MissingToolException">PostgreSQL is not installed.</exception>
    /// <exception cref="SandboxException">It did not start; the message holds its last lines.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresOptions options, CancellationToken cancellationToken)
    {
        var user = UnixUser.ForUnprivilegedChild();
        var throwaway = options.DataFolder is null ? ThrowawayFolder.Create() : null;
        try
        {
            var folder = throwaway?.Path ?? Directory.CreateDirectory(options.DataFolder!).FullName;
            var data = Path.Combine(folder, ClusterFolder);
            var binaries = await PostgresBinaries.FindAsync(
                user,
                PostgresCluster.VersionOf(data) ?? options.Version,
                cancellationToken
            );
            var cluster = new PostgresCluster(binaries, data, user, options);
            var password = await cluster.InitializeAsync(folder, cancellationToken);
            var (process, port) = await StartAsync(cluster, options.Port, cancellationToken);
            return new PostgresServer(process, port, password, throwaway);
        }
        catch
        {
            throwaway?.Dispose();
            throw;
        }
    }

    /// <summary>Runs one SQL text as superuser in the maintenance database.</summary>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => ScalarAsync(sql, cancellationToken);

    /// <summary>Runs one SQL text as superuser in the maintenance database, and returns the first value of its answer,
    /// or null.</summary>
    internal async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString()) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Whether there is a database of this name.</summary>
    public async Task<bool> HasDatabaseAsync(string name, CancellationToken cancellationToken) =>
        await ScalarAsync($"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{name}')", cancellationToken)
            is true;

    /// <summary>Stops the server: at once when its cluster is thrown away, else cleanly (SIGINT, fast
    /// shutdown).</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(TimeSpan.FromSeconds(20));
        await _process.DisposeAsync();
        _throwaway?.Dispose();
    }

    /// <summary>Tries again when the port was taken in the meantime, or while the server of a killed run still shuts
    /// down.</summary>
    private static async Task<(ChildProcess Process, int Port)> StartAsync(
        PostgresCluster cluster,
        int? given,
        CancellationToken cancellationToken
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartsWithin);
        while (true)
        {
            var port = given ?? Ports.Free();
            var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var process = await ChildProcess.StartAsync(
                cluster.Server(
                    port,
                    line =>
                    {
                        if (line.Contains("ready to accept connections", StringComparison.Ordinal))
                        {
                            ready.TrySetResult();
                        }
                    }
                ),
                cancellationToken
            );
            try
            {
                await Task.WhenAny(ready.Task, process.Exited).WaitAsync(deadline.Token);
                if (ready.Task.IsCompleted)
                {
                    return (process, port);
                }

                if (
                    !process.Tail.Contains("could not bind", StringComparison.Ordinal)
                    && !process.Tail.Contains("postmaster.pid", StringComparison.Ordinal)
                    && !process.Tail.Contains("shared memory", StringComparison.Ordinal)
                )
                {
                    throw new SandboxException($"PostgreSQL did not start.\n{process.Tail}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                await process.DisposeAsync();
                throw new SandboxException(
                    $"PostgreSQL did not start within {StartsWithin.TotalSeconds} s.\n{process.Tail}"
                );
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }
        }
    }
}
