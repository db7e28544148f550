using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Releasing;

/// <summary>Runs <c>docker</c> and compose as an operator would. What the shell has set for another installation does
/// not count here.</summary>
internal static class EngineCommand
{
    private static readonly Dictionary<string, string?> NothingOfTheShell = new[]
    {
        "CIVICFORGE_IMAGE",
        "CIVICFORGE_RELEASE",
        "CIVICFORGE_SETTINGS",
        "CIVICFORGE_SITE",
        "CIVICFORGE_PORT",
        "CIVICFORGE_ADDRESS",
        "CIVICFORGE_DEVELOPMENT_CHAIN",
        "CIVICFORGE_HEALTH_INTERVAL",
        "COMPOSE_FILE",
        "COMPOSE_PROJECT_NAME",
        "COMPOSE_PROFILES",
    }.ToDictionary(name => name, _ => (string?)null);

    /// <summary>Runs a command: its exit code and everything it printed.</summary>
    public static async Task<(int ExitCode, string Text)> TryAsync(
        IReadOnlyList<string> command,
        CancellationToken cancellationToken
    )
    {
        List<string> lines = [];
        await using var child = await ChildProcess.StartAsync(
            new(command[0], [.. command.Skip(1)])
            {
                Environment = NothingOfTheShell,
                WorkingDirectory = Repository.Root,
                OnLine = lines.Add,
            },
            cancellationToken
        );
        var exitCode = await child.Exited.WaitAsync(cancellationToken);
        return (exitCode, string.Join('\n', lines));
    }

    /// <summary>Runs a command of docker; what it printed.</summary>
    /// <exception cref="SandboxException">It failed; the message holds what it said.</exception>
    public static async Task<string> DockerAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var (exitCode, text) = await TryAsync(["docker", .. arguments], cancellationToken);
        return exitCode == 0
            ? text
            : throw new SandboxException($"docker {arguments[0]} ended with exit code {exitCode}: {text}");
    }
}
