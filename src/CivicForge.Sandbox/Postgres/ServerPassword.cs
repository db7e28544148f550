using System.Security.Cryptography;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Postgres;

/// <summary>
/// The password of a cluster's superuser, who can run programs as the account of the server: any other account of this
/// machine may connect to the port, so every user has to show a password.
/// </summary>
internal static class ServerPassword
{
    private const string Rules =
        "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n";

    /// <summary>A fresh one.</summary>
    public static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a cluster of an earlier version lets everybody in.</summary>
    public static bool IsOpen(string data) =>
        File.ReadLines(Rule(data))
            .Any(line => !line.StartsWith('#') && line.TrimEnd().EndsWith("trust", StringComparison.Ordinal));

    /// <summary>Sets it in a cluster that does not run, and asks everybody for theirs from now on.</summary>
    /// <param name="settings">Those that the server gets as well: a cluster out of a backup is recovered here
    /// already.</param>
    public static async Task ResetAsync(
        string binaries,
        string data,
        UnixUser? user,
        string password,
        IEnumerable<string> settings,
        CancellationToken cancellationToken
    )
    {
        await ChildProcess.RunAsync(
            new(
                "/bin/sh",
                [
                    "-c",
                    "printf '%s\\n' \"$CIVICFORGE_SQL\" | \"$0\" --single -D \"$@\" postgres",
                    Path.Combine(binaries, "postgres"),
                    data,
                    .. settings.SelectMany(setting => new[] { "-c", setting }),
                ]
            )
            {
                Name = "PostgreSQL",
                RunAs = user,
                WorkingDirectory = Path.GetDirectoryName(data),
                Environment = new Dictionary<string, string?>
                {
                    ["CIVICFORGE_SQL"] = $"ALTER ROLE postgres PASSWORD '{password}'",
                },
            },
            cancellationToken
        );
        await File.WriteAllTextAsync(Rule(data), Rules, cancellationToken);
    }

    /// <summary>The command that makes a cluster whose superuser has it. Arguments could be seen by others, the
    /// environment cannot.</summary>
    public static ChildProcessOptions InitDb(string binaries, string password, params string[] arguments) =>
        new(
            "/bin/sh",
            [
                "-c",
                "printf '%s' \"$CIVICFORGE_PASSWORD\" | \"$0\" --pwfile=/dev/stdin -A scram-sha-256 \"$@\"",
                Path.Combine(binaries, "initdb"),
                .. arguments,
            ]
        )
        {
            Environment = new Dictionary<string, string?> { ["CIVICFORGE_PASSWORD"] = password },
        };

    private static string Rule(string data) => Path.Combine(data, "pg_hba.conf");
}
