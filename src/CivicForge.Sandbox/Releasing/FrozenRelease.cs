using CivicForge.Sandbox.Containers;
using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Releasing;

/// <summary>A release as it was when it was made: its image, settings and compose files, copied, so that a rollback
/// brings all of that back.</summary>
internal sealed class FrozenRelease
{
    private const string Image = "CIVICFORGE_IMAGE",
        Release = "CIVICFORGE_RELEASE",
        Settings = "CIVICFORGE_SETTINGS",
        Files = "compose.*.yml";

    private readonly ReleaseEnvironment _environment;
    private readonly IReadOnlyList<string> _tool;

    private FrozenRelease(ReleaseEnvironment environment, IReadOnlyList<string> tool, int number)
    {
        (_environment, _tool, Number) = (environment, tool, number);
        Folder = Path.Combine(environment.StateFolder, "releases", $"{number}");
    }

    public int Number { get; }

    /// <summary>Where its copies lie.</summary>
    public string Folder { get; }

    /// <summary>A release that was frozen before.</summary>
    public static async Task<FrozenRelease> OfAsync(
        ReleaseEnvironment environment,
        int number,
        CancellationToken cancellationToken
    ) => new(environment, await ToolAsync(cancellationToken), number);

    /// <summary>Copies what a release is made of.</summary>
    public static async Task<FrozenRelease> FreezeAsync(
        ReleaseEnvironment environment,
        int number,
        string image,
        CancellationToken cancellationToken
    )
    {
        var release = await OfAsync(environment, number, cancellationToken);
        PrivateFile.Folder(release.Folder);
        foreach (var stale in Directory.EnumerateFiles(release.Folder, Files))
        {
            File.Delete(stale);
        }
        var env = environment.PathOf(environment.Env);
        var lines = await File.ReadAllLinesAsync(env, cancellationToken);
        await release.CopyAsync(SettingsOf(environment, lines, env), "settings.env");
        await release.CopyAsync(Path.Combine(Repository.Root, "docker-compose.yml"), "compose.0.yml");
        foreach (var (index, file) in environment.Overrides.Index())
        {
            await release.CopyAsync(environment.PathOf(file), $"compose.{index + 1}.yml");
        }
        WholeFile.Write(
            Path.Combine(release.Folder, "env"),
            string.Join(
                '\n',
                [
                    .. lines.Where(line => !Names(line, Image) && !Names(line, Release) && !Names(line, Settings)),
                    $"{Image}={image}",
                    $"{Release}={number}",
                    $"{Settings}={Path.Combine(release.Folder, "settings.env")}",
                    "",
                ]
            )
        );
        return release;
    }

    /// <summary>A command of compose for this release.</summary>
    public string[] Compose(params string[] arguments) =>
        [
            .. _tool,
            "--project-name",
            _environment.Project,
            "--project-directory",
            Repository.Root,
            .. Directory
                .EnumerateFiles(Folder, Files)
                .Order(StringComparer.Ordinal)
                .SelectMany(file => new[] { "--file", file }),
            "--env-file",
            Path.Combine(Folder, "env"),
            .. arguments,
        ];

    /// <summary>Runs a command of compose; what it printed.</summary>
    /// <exception cref="SandboxException">It failed; the message holds what it said.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var (exitCode, text) = await EngineCommand.TryAsync(Compose(arguments), cancellationToken);
        return exitCode == 0
            ? text
            : throw new SandboxException(
                $"compose {string.Join(' ', arguments)} ended with exit code {exitCode}:\n{text}"
            );
    }

    /// <summary>Runs a service that does its work once; what it printed.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<string> OnceAsync(CancellationToken cancellationToken, string service, params string[] command) =>
        RunAsync(cancellationToken, ["run", "--rm", "--no-deps", "-T", service, .. command]);

    private async Task CopyAsync(string from, string to)
    {
        if (!File.Exists(from))
        {
            throw new SandboxException($"There is no file {from}, which the environment {_environment.Name} names.");
        }
        WholeFile.Write(Path.Combine(Folder, to), await File.ReadAllTextAsync(from));
    }

    /// <summary>The file of the settings of all processes, as <c>docker-compose.yml</c> finds it.</summary>
    private static string SettingsOf(ReleaseEnvironment environment, IEnumerable<string> lines, string env)
    {
        var named = lines.LastOrDefault(line => Names(line, Settings))?.Split('=', 2)[1].Trim();
        return string.IsNullOrEmpty(named) ? Path.Combine(Repository.Root, "deploy", "compose", "development.env")
            : named == ".env" ? env
            : File.Exists(environment.PathOf(named)) ? environment.PathOf(named)
            : Path.GetFullPath(named, Repository.Root);
    }

    private static bool Names(string line, string variable) =>
        line.TrimStart().StartsWith(variable + "=", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> ToolAsync(CancellationToken cancellationToken) =>
        await ComposeTool.FindAsync(cancellationToken)
        ?? throw new SandboxException("There is no docker compose. Install Docker with compose, and run this again.");
}
