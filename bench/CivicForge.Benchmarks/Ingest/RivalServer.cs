using System.Net;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>A server beside ours, in its own process with a database of its own on the same durable PostgreSQL server:
/// the ceiling, or a peer.</summary>
internal sealed class RivalServer : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private RivalServer(string name, ChildProcess process, IPEndPoint address) =>
        (Name, _process, Address) = (name, process, address);

    internal string Name { get; }

    internal IPEndPoint Address { get; }

    internal static Task<RivalServer> StartCeilingAsync(RunningSandbox sandbox, CancellationToken cancellationToken) =>
        StartAsync(
            sandbox,
            "ceiling",
            (port, database) =>
                new(
                    "dotnet",
                    typeof(RivalServer).Assembly.Location,
                    CeilingServer.Verb,
                    $"{port}",
                    database,
                    $"{sandbox.Deployment.ChainId}",
                    $"{sandbox.Deployment.Registry}"
                )
                {
                    Environment = new Dictionary<string, string?> { ["DOTNET_gcServer"] = "1" },
                },
            cancellationToken
        );

    /// <param name="library"><c>ethers</c> or <c>viem</c>.</param>
    internal static Task<RivalServer> StartNodeAsync(
        RunningSandbox sandbox,
        string library,
        CancellationToken cancellationToken
    ) =>
        StartAsync(
            sandbox,
            library,
            (port, database) =>
            {
                var to = new NpgsqlConnectionStringBuilder(database);
                return new(
                    "node",
                    "server.mjs",
                    library,
                    $"{port}",
                    $"postgres://{to.Username}@{to.Host}:{to.Port}/{to.Database}",
                    $"{sandbox.Deployment.ChainId}",
                    $"{sandbox.Deployment.Registry}"
                )
                {
                    WorkingDirectory = NodePeer.Folder("ingest"),
                    Environment = new Dictionary<string, string?>
                    {
                        ["NODE_ENV"] = "production",
                        ["PGPASSWORD"] = to.Password,
                    },
                };
            },
            cancellationToken
        );

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<RivalServer> StartAsync(
        RunningSandbox sandbox,
        string name,
        Func<int, string, ChildProcessOptions> options,
        CancellationToken cancellationToken
    )
    {
        await sandbox.Postgres.ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        var database = sandbox.Postgres.ConnectionString(name);
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand(CeilingRows.Schema))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        var port = Ports.Free();
        var process = await ChildProcess.StartAsync(options(port, database) with { Name = name }, cancellationToken);
        await WaitUntilReadyAsync(process, port, cancellationToken);
        return new RivalServer(name, process, new IPEndPoint(IPAddress.Loopback, port));
    }

    private static async Task WaitUntilReadyAsync(ChildProcess process, int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(30);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(
                    new Uri($"http://127.0.0.1:{port}/health/ready"),
                    cancellationToken
                );
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException failure) when (process.HasExited || TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new InvalidOperationException(
                    $"The {process.Name} does not answer. Its last lines:\n{process.Tail}",
                    failure
                );
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, cancellationToken); // It does not listen yet.
            }
        }
    }
}
