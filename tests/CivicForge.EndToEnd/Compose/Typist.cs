using CivicForge.Architecture.Tests.Book.Commands;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd.Compose;

/// <summary>
/// Types commands of pages as they stand there, into a folder that looks like a checkout: <c>docker compose</c> means
/// the project of the test, and <c>.env</c> its settings.
/// </summary>
internal sealed class Typist : IDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(5);

    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();
    private readonly Dictionary<string, string?> _environment;

    /// <param name="placeholders">What the reader fills in: variables of the shell.</param>
    public Typist(ComposeProject project, params (string Name, string Value)[] placeholders)
    {
        foreach (var name in new[] { "civicforge", "deploy", "docs" })
        {
            File.CreateSymbolicLink(Path.Combine(_folder.Path, name), Path.Combine(Repository.Root, name));
        }
        File.CreateSymbolicLink(Path.Combine(_folder.Path, ".env"), project.EnvFile);

        var programs = Path.Combine(_folder.Path, "bin");
        Directory.CreateDirectory(programs);
        var docker = Path.Combine(programs, "docker");
        File.WriteAllText(docker, Script(project));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        _environment = placeholders.ToDictionary(each => each.Name, string? (each) => each.Value);
        _environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    /// <summary>The commands of a page that a test runs, in the page's order.</summary>
    public static IReadOnlyList<ShownCommand> Commands(string page)
    {
        var notRun = ShownCommand.NotRun(Repository.Root);
        return [.. ShownCommand.Of(Repository.Root, page).Where(command => !notRun.Any(command.IsMeantBy))];
    }

    /// <summary>Types one; what it printed.</summary>
    public async Task<string> TypeAsync(ShownCommand command)
    {
        List<string> lines = [];
        await using var child = await ChildProcess.StartAsync(
            new("sh", "-c", command.Text)
            {
                OnLine = lines.Add,
                WorkingDirectory = _folder.Path,
                Environment = _environment,
            },
            TestContext.Current.CancellationToken
        );
        var exitCode = await child.Exited.WaitAsync(EndsWithin);
        var text = string.Join('\n', lines);
        // grep that finds nothing: there is no such line in the log of a service that is well.
        var found = exitCode == 1 && lines.Count == 0 && command.Text.Contains("| grep", StringComparison.Ordinal);
        (exitCode == 0 || found).ShouldBeTrue($"{command}\nended with {exitCode}\n{text}");
        return text;
    }

    /// <summary>A file that commands have written.</summary>
    public string Read(string file) => File.ReadAllText(Path.Combine(_folder.Path, file));

    public void Dispose() => _folder.Dispose();

    private static string Script(ComposeProject project) =>
        $"""
            #!/bin/sh
            if [ "$1" = compose ]; then shift; exec {string.Join(' ', project.Command().Select(Quoted))} "$@"; fi
            exec {Quoted(Repository.OnPath("docker")!)} "$@"

            """;

    private static string Quoted(string word) => $"'{word}'";
}
