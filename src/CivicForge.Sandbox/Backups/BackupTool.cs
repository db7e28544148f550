using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Backups;

/// <summary><c>deploy/backup/civicforge-backup</c>, which runs pgBackRest.</summary>
/// <param name="config">Its configuration.</param>
/// <param name="logFile">Where it writes to; null: nowhere.</param>
internal sealed class BackupTool(string config, string? logFile)
{
    public const string Remedy =
        "Debian, Ubuntu: sudo apt-get install -y --no-install-recommends postgresql pgbackrest";

    private const string Everywhere = "/usr/lib/postgresql";

    /// <summary>The newest PostgreSQL of the distribution, which its pgBackRest knows; null when there is
    /// none.</summary>
    public static int? PostgresVersion =>
        Directory.Exists(Everywhere)
            ? Directory
                .GetDirectories(Everywhere)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : (int?)null)
                .Max()
            : null;

    public static bool IsInstalled => Repository.OnPath("pgbackrest") is not null && PostgresVersion is not null;

    /// <summary>Where backups are configured: as given, or in the environment, or for the machine.</summary>
    public static string Configured(string? given) =>
        given ?? Environment.GetEnvironmentVariable("CIVICFORGE_BACKUP") ?? "/etc/pgbackrest/civicforge.conf";

    /// <summary>Runs one of its commands; what it said.</summary>
    /// <exception cref="SandboxException">It failed.</exception>
    public Task<string> RunAsync(CancellationToken cancellationToken, params string[] command) =>
        RunAsync(new Dictionary<string, string?>(), cancellationToken, command);

    /// <inheritdoc cref="RunAsync(CancellationToken, string[])"/>
    public Task<string> RunAsync(
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellationToken,
        params string[] command
    ) =>
        ChildProcess.RunAsync(
            new(
                Path.Combine(Repository.Root, "deploy", "backup", "civicforge-backup"),
                ["--config", config, .. command]
            )
            {
                LogFile = logFile,
                Environment = environment,
                WorkingDirectory = "/",
            },
            cancellationToken
        );
}
