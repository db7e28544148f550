using System.Data;
using System.Diagnostics;
using CivicForge.Sandbox.Backups;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Running;
using Npgsql;

namespace CivicForge.Sandbox.Drills;

/// <summary>Restores a backup into a throw-away folder and starts everything against it, on a copy of the chain that is
/// ahead of it. It has passed when two members can go through the whole journey there and the audit is clean, but for
/// what the restore lost, which it lists. Nothing reaches the chain itself, and no key of the service is
/// used.</summary>
internal sealed class RestoreDrill(BackupTool backup, CopiedChain chain, TextWriter output)
{
    /// <summary>What a server of the backup may need that the sandbox's does not, because of settings that are not in
    /// the cluster's folder.</summary>
    private static readonly string[] Files = ["postgresql.conf", "pg_hba.conf", "pg_ident.conf"];

    /// <summary>Further settings for all processes.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <param name="to">As of when; null: the newest moment.</param>
    /// <returns>0 when the audit is clean, else its exit code.</returns>
    public async Task<int> RunAsync(string? to, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"civicforge-drill-{Guid.NewGuid():n}");
        try
        {
            return await RunAsync(folder, to, cancellationToken);
        }
        finally
        {
            // The database's files may lie elsewhere; the folder knows where.
            (await DataFolder.TakeAsync(folder, fresh: true, CancellationToken.None)).Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> RunAsync(string folder, string? to, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var sandbox = await RunningSandbox.StartAsync(
            new()
            {
                DataFolder = folder,
                Settings = Settings,
                DatabaseSettings = ["hot_standby=off"],
                CopyOf = chain,
                Restore = (cluster, token) => RestoreAsync(cluster, to, token),
            },
            step => output.WriteLine($"  {step} ({watch.Elapsed.TotalSeconds:F0} s)"),
            cancellationToken
        );
        await output.WriteLineAsync($"  everything runs on the backup ({watch.Elapsed.TotalSeconds:F0} s)");
        var lost = await AcknowledgeAsync(sandbox, cancellationToken);
        lost.ForEach(line => output.WriteLine($"  lost: {line}"));
        var walked = await new Journey(sandbox.Api.Url, null, TextWriter.Null)
        {
            Patience = TimeSpan.FromMinutes(3),
        }.RunAsync(cancellationToken);
        var (exitCode, text) = await sandbox.AuditAsync(cancellationToken);
        var word = exitCode switch
        {
            0 when walked != 0 => "violated",
            0 => "clean",
            1 => "violated",
            _ => "inconclusive",
        };
        if (word != "clean")
        {
            await output.WriteLineAsync(text);
        }
        await backup.RunAsync(cancellationToken, "record-drill", word);
        await output.WriteLineAsync(
            $"drill: the audit of the restored backup is {word}, {lost.Count} things are lost, "
                + $"a new pair was {(walked == 0 ? "" : "not ")}anchored and paid ({watch.Elapsed.TotalSeconds:F0} s)"
        );
        return word == "clean" ? 0 : Math.Max(exitCode, 1);
    }

    private async Task RestoreAsync(string cluster, string? to, CancellationToken cancellationToken)
    {
        string[] target = to is null ? [] : ["--to", to];
        await backup.RunAsync(cancellationToken, ["restore", "--into", cluster, "--without-archiving", .. target]);
        foreach (var file in Files.Select(name => Path.Combine(cluster, name)).Where(file => !File.Exists(file)))
        {
            await File.WriteAllTextAsync(file, "", cancellationToken);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }
    }

    /// <summary>As an operator does it, once, after having read it.</summary>
    private static async Task<List<string>> AcknowledgeAsync(
        RunningSandbox sandbox,
        CancellationToken cancellationToken
    )
    {
        await using var owner = NpgsqlDataSource.Create(sandbox.OwnerConnectionString);
        await using var command = owner.CreateCommand(
            """
            UPDATE civic.alarms SET acknowledged_at = clock_timestamp(), ended_at = clock_timestamp(),
                acknowledged_by = decode('15d34aaf54267db7d7c367839aaf71a00a2c6a65', 'hex')
            WHERE kind = 'restored' AND acknowledged_at IS NULL RETURNING detail
            """
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var lost = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            lost.Add(rows.GetString("detail"));
        }
        return lost;
    }
}
