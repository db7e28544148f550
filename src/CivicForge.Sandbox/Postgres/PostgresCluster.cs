using System.Globalization;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Postgres;

/// <summary>A data folder and the commands over it.</summary>
internal sealed class PostgresCluster(string binaries, string data, UnixUser? user, PostgresOptions options)
{
    private string? PasswordFile =>
        options.PasswordFile ?? (options.DataFolder is { } folder ? Path.Combine(folder, "password") : null);

    private static readonly string[] NotDurable =
    [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "autovacuum=off",
    ];

    /// <summary>The settings of a throwaway cluster, wherever it runs.</summary>
    public static IEnumerable<string> Throwaway => [.. Always(new PostgresOptions().MaxConnections), .. NotDurable];

    /// <summary>The major version that a cluster was made with; null when there is none.</summary>
    public static int? VersionOf(string data) =>
        Path.Combine(data, "PG_VERSION") is var file && File.Exists(file)
            ? int.Parse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)
            : null;

    private bool Durable => options.DataFolder is not null || options.Durable;

    /// <summary>Makes the cluster, unless there is one; the password of its superuser.</summary>
    public async Task<string> InitializeAsync(string folder, CancellationToken cancellationToken)
    {
        var known =
            PasswordFile is { } file && File.Exists(file)
                ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim()
                : null;
        var password = known ?? ServerPassword.Make();
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            await MakeAsync(folder, password, cancellationToken);
        }
        else if (known is null || ServerPassword.IsOpen(data))
        {
            await ServerPassword.ResetAsync(binaries, data, user, password, options.Settings, cancellationToken);
        }

        // Last: a cluster whose password was not written down gets another one at the next start.
        if (PasswordFile is { } keep)
        {
            PrivateFile.Ensure(keep, () => password);
        }

        return password;
    }

    private async Task MakeAsync(string folder, string password, CancellationToken cancellationToken)
    {
        if (user is not null)
        {
            await user.OwnAsync(folder, cancellationToken);
        }

        // Made beside and renamed when it is whole: a cluster whose making was killed has a version file, but does not
        // start.
        var making = data + ".new";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        string[] arguments =
        [
            "-D",
            making,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--no-locale",
            .. Durable ? Array.Empty<string>() : ["--no-sync"],
        ];
        await ChildProcess.RunAsync(
            ServerPassword.InitDb(binaries, password, arguments) with
            {
                Name = "initdb",
                RunAs = user,
                WorkingDirectory = folder,
                LogFile = options.LogFile,
            },
            cancellationToken
        );
        Directory.Move(making, data);
    }

    /// <summary>The command that runs the server in the foreground. SIGQUIT drops everything, SIGINT disconnects
    /// clients and writes a checkpoint.</summary>
    public ChildProcessOptions Server(int port, Action<string> onLine)
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            .. Always(options.MaxConnections),
            .. Durable ? [] : NotDurable,
            .. options.Settings,
        ];
        var keep = options.DataFolder is not null;
        return new(
            Path.Combine(binaries, "postgres"),
            ["-D", data, "-p", $"{port}", .. settings.SelectMany(setting => new[] { "-c", setting })]
        )
        {
            Name = "PostgreSQL",
            RunAs = user,
            WorkingDirectory = Path.GetDirectoryName(data),
            StopSignal = keep ? UnixSignal.Interrupt : UnixSignal.Quit,
            DeathSignal = keep ? UnixSignal.Interrupt : UnixSignal.Quit,
            LogFile = options.LogFile,
            OnLine = onLine,
        };
    }

    private static string[] Always(int maxConnections) =>
        [$"max_connections={maxConnections}", "shared_buffers=128MB", "log_timezone=UTC", "timezone=UTC"];
}
