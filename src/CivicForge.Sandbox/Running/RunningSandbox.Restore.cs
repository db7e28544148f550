using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Running;

/// <summary>The database comes back from a backup, beside a chain that went on.</summary>
public sealed partial class RunningSandbox
{
    /// <summary>The database's folder is lost: kills all that uses it, lets the folder be put in place again, and
    /// starts in the order of docs/operations.md. The chain goes on.</summary>
    /// <param name="restore">Puts a cluster into the folder, which is not there.</param>
    /// <param name="look">Sees the database as it came back, before anything writes to it.</param>
    /// <returns>What taking over from the chain said.</returns>
    internal async Task<string> RestoreAsync(
        Func<string, CancellationToken, Task> restore,
        Func<Task> look,
        CancellationToken cancellationToken
    )
    {
        await Task.WhenAll(new[] { Api, Anchorer, Worker, Indexer }.Select(process => process.KillAsync()));
        Postgres.Process.Signal(UnixSignal.Kill);
        await Postgres.DisposeAsync();
        var options = _database! with { Port = Postgres.Port };
        await restore(Path.Combine(options.DataFolder!, PostgresServer.ClusterFolder), cancellationToken);
        Postgres = await PostgresServer.StartAsync(options, cancellationToken);
        await look();
        await Indexer.RestartAsync(cancellationToken);
        var report = await RebuildAsync(cancellationToken);
        await Task.WhenAll(new[] { Api, Anchorer, Worker }.Select(process => process.RestartAsync(cancellationToken)));
        WriteConnection();
        return report;
    }

    /// <summary>Runs the verb <c>rebuild</c>, which takes over from the chain what a restored database
    /// lacks.</summary>
    private Task<string> RebuildAsync(CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(
            new("dotnet", Repository.Program("CivicForge.Api"), "rebuild")
            {
                Name = "rebuild",
                Environment = _settings!.Rebuild(),
                LogFile = LogFile("rebuild"),
            },
            cancellationToken
        );

    private sealed class Stopping(Func<ValueTask> stop) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => stop();
    }
}
