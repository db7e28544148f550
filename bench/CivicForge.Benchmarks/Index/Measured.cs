using System.Diagnostics;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Npgsql;

namespace CivicForge.Benchmarks.Index;

/// <summary>Starts a process and watches its database until all rows are there.</summary>
internal static class Measured
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal static async Task<string> FreshDatabaseAsync(PostgresServer postgres, string prefix)
    {
        var name = $"{prefix}_{Guid.NewGuid():N}";
        await postgres.ExecuteAsync($"CREATE DATABASE {name}", CancellationToken.None);
        return name;
    }

    /// <summary>Gives a user of the server a password; it.</summary>
    internal static async Task<string> PasswordAsync(PostgresServer postgres, string user)
    {
        var password = Guid.NewGuid().ToString("N");
        await postgres.ExecuteAsync($"ALTER ROLE {user} password '{password}'", CancellationToken.None);
        return password;
    }

    /// <summary>Seconds from the start of the process until the query counts this many rows.</summary>
    internal static async Task<double> SecondsAsync(
        ChildProcessOptions options,
        string connectionString,
        string count,
        long rows
    )
    {
        var start = Stopwatch.GetTimestamp();
        await using var process = await ChildProcess.StartAsync(options, CancellationToken.None);
        await using var watcher = NpgsqlDataSource.Create(connectionString);
        while (await CountAsync(watcher, count) < rows)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"{options.Name} ended early.\n{process.Tail}");
            }
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException(
                    $"{options.Name} did not index {rows} events within {Patience}.\n{process.Tail}"
                );
            }
            await Task.Delay(10);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await process.StopAsync(TimeSpan.FromSeconds(10));
        return seconds;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        try
        {
            await using var command = database.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            // The peer makes its tables itself, a moment after its start.
            return 0;
        }
    }
}
