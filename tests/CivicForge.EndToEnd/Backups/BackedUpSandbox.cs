using CivicForge.Sandbox.Backups;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.EndToEnd.Backups;

/// <summary>A sandbox whose PostgreSQL is the distribution's and archives its log with the real pgBackRest.</summary>
internal sealed class BackedUpSandbox : IAsyncDisposable
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();
    private RunningSandbox? _sandbox;

    private BackedUpSandbox() => Backup = new BackupTool(Config, Path.Combine(_folder.Path, "backup.log"));

    public RunningSandbox Sandbox => _sandbox!;

    public BackupTool Backup { get; }

    /// <summary>The cluster's folder, which can be lost.</summary>
    public string Cluster { get; private set; } = "";

    public string Record => Path.Combine(Repository, "backup.json");

    public string Config => Path.Combine(_folder.Path, "backup", "civicforge.conf");

    public string Passphrase => Path.Combine(_folder.Path, "backup", "civicforge.passphrase");

    public string Repository => Path.Combine(_folder.Path, "backup", "repository");

    /// <summary>Of the superuser, whom pgBackRest asks in the socket's folder.</summary>
    private Dictionary<string, string?> Password =>
        new() { ["PGPASSWORD"] = File.ReadAllText(Path.Combine(Sandbox.Folder, "passwords", "postgres")).Trim() };

    private string Sockets => Path.Combine(_folder.Path, "backup", "sockets");

    /// <param name="timeout">How long a change may wait to be archived.</param>
    public static async Task<BackedUpSandbox> StartAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var backedUp = new BackedUpSandbox();
        try
        {
            await backedUp.StartPartsAsync(timeout, cancellationToken);
            return backedUp;
        }
        catch
        {
            await backedUp.DisposeAsync();
            throw;
        }
    }

    public Task<string> RunAsync(string kind, CancellationToken cancellationToken) =>
        Backup.RunAsync(Password, cancellationToken, "run", kind);

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
        _folder.Dispose();
    }

    private async Task StartPartsAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var backup = Directory.CreateDirectory(Path.GetDirectoryName(Config)!).FullName;
        Directory.CreateDirectory(Sockets);
        if (UnixUser.ForUnprivilegedChild() is { } user)
        {
            await user.OwnAsync(backup, cancellationToken);
        }
        _sandbox = await RunningSandbox.StartAsync(
            new()
            {
                DataFolder = Path.Combine(_folder.Path, "sandbox"),
                DatabaseVersion = BackupTool.PostgresVersion,
                DatabaseSettings =
                [
                    "archive_mode=on",
                    $"archive_command=test ! -e {Config} "
                        + $"|| pgbackrest --config={Config} --stanza=civicforge archive-push %p",
                    $"archive_timeout={timeout.TotalSeconds:F0}",
                    "wal_level=replica",
                    $"unix_socket_directories={Sockets}",
                ],
            },
            null,
            cancellationToken
        );
        Cluster = await ClusterAsync(cancellationToken);
        await Backup.RunAsync(
            cancellationToken,
            "setup",
            "--data",
            Cluster,
            "--repository",
            Repository,
            "--socket",
            Sockets,
            "--port",
            $"{_sandbox.Postgres.Port}"
        );
    }

    private async Task<string> ClusterAsync(CancellationToken cancellationToken)
    {
        await using var owner = Npgsql.NpgsqlDataSource.Create(Sandbox.OwnerConnectionString);
        await using var command = owner.CreateCommand("SHOW data_directory");
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
