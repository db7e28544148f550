using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose;

/// <summary>What the tests ask of the container engine, by its own command.</summary>
internal static class Engine
{
    private const string ProjectLabel = "com.docker.compose.project",
        ServiceLabel = "com.docker.compose.service";

    private static readonly string[] Kinds = ["container", "network", "volume"];
    private static readonly string[] ThrowawayParents = ["/dev/shm", Path.GetTempPath()];

    /// <summary>Also while a test is cancelled, to clean up.</summary>
    private static CancellationToken Always => CancellationToken.None;

    /// <summary>Runs a command: its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Text)> TryAsync(params string[] command)
    {
        List<string> lines = [];
        await using var child = await ChildProcess.StartAsync(
            new(command[0], command[1..]) { OnLine = lines.Add },
            Always
        );
        return (await child.Exited.WaitAsync(TimeSpan.FromMinutes(10), Always), string.Join('\n', lines));
    }

    /// <summary>Runs a command of docker, which must succeed; its lines.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(params string[] arguments)
    {
        var (exitCode, text) = await TryAsync(["docker", .. arguments]);
        exitCode.ShouldBe(0, $"docker {string.Join(' ', arguments)}\n{text}");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The ids of the containers of a project's services.</summary>
    public static async Task<IReadOnlyList<string>> ContainersAsync(string project, params string[] services)
    {
        List<string> found = [];
        foreach (var service in services)
        {
            found.AddRange(
                await RunAsync(
                    "ps",
                    "--quiet",
                    "--filter",
                    $"label={ProjectLabel}={project}",
                    "--filter",
                    $"label={ServiceLabel}={service}"
                )
            );
        }
        return found;
    }

    /// <summary>For each container of a project its name, its state, and its health or its exit code.</summary>
    public static async Task<IReadOnlyList<string>> StatesAsync(string project)
    {
        var ids = await RunAsync("ps", "--all", "--quiet", "--filter", $"label={ProjectLabel}={project}");
        return await RunAsync([
            "inspect",
            "--format",
            "{{.Name}} {{.State.Status}} {{if eq .State.Status \"exited\"}}{{.State.ExitCode}}"
                + "{{else if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}",
            .. ids,
        ]);
    }

    /// <summary><c>kill -9</c> of the first process of each container, from outside: the engine takes its own kill for
    /// a wish that it stays down.</summary>
    public static async Task KillAsync(IReadOnlyList<string> containers)
    {
        var pids = await RunAsync(["inspect", "--format", "{{.State.Pid}}", .. containers]);
        await RunAsync(
            "run",
            "--rm",
            "--pid=host",
            "--entrypoint",
            "sh",
            "postgres:18",
            "-c",
            $"kill -9 {string.Join(' ', pids)}"
        );
    }

    /// <summary>The image under test under another id, as another version of it has one.</summary>
    public static async Task<string> VariantAsync(string version)
    {
        using var folder = ThrowawayFolder.Create();
        var (file, name) = (Path.Combine(folder.Path, "Dockerfile"), ComposePart.Image + "-variant");
        await File.WriteAllLinesAsync(
            file,
            [$"FROM {ComposePart.Image}", $"LABEL org.opencontainers.image.version=\"{version}\""],
            Always
        );
        await RunAsync("build", "--quiet", "--tag", name, folder.Path);
        return name;
    }

    /// <summary>Removes what belongs to a project.</summary>
    public static async Task RemoveAsync(string project)
    {
        foreach (var kind in Kinds)
        {
            var all = kind == "container" ? new[] { "--all" } : [];
            var ids = await RunAsync([kind, "ls", "--quiet", "--filter", $"label={ProjectLabel}={project}", .. all]);
            if (ids.Count > 0)
            {
                await RunAsync([kind, "rm", .. kind == "network" ? Array.Empty<string>() : ["--force"], .. ids]);
            }
        }
    }

    /// <summary>Removes what tests that were killed left.</summary>
    public static async Task RemoveLeftoversAsync()
    {
        List<string> projects = [];
        foreach (var kind in Kinds)
        {
            var all = kind == "container" ? new[] { "--all" } : [];
            projects.AddRange(
                await RunAsync([
                    kind,
                    "ls",
                    "--filter",
                    $"label={ProjectLabel}",
                    "--format",
                    $"{{{{.Label \"{ProjectLabel}\"}}}}",
                    .. all,
                ])
            );
        }

        foreach (var project in projects.Distinct().Where(IsLeftOver))
        {
            await RemoveAsync(project);
        }
    }

    private static bool IsLeftOver(string project) =>
        project.StartsWith("civicforge-", StringComparison.Ordinal)
        && project.Length == "civicforge-".Length + 12
        && !ThrowawayParents.Any(parent => Directory.Exists(Path.Combine(parent, project)));
}
