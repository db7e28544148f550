using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Releasing;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose.Releases;

/// <summary>An environment of <c>./civicforge release</c> on this machine: a compose project of its own, in which
/// gates that a test place cannot open are left out.</summary>
internal sealed class ReleasePlace : IAsyncDisposable
{
    private static readonly string[] Elsewhere =
    [
        "tests",
        "coverage",
        "alert-drill",
        "backup",
        "restore-drill",
        "sign-offs",
        "second-node",
        "owner",
        "keys",
        "disk",
        "image",
        "advisories-npm",
        "advisories-nuget",
        // These need a service that runs, and there is none before the first release.
        "node",
    ];

    private readonly ComposeProject _project;
    private readonly JsonObject _file;

    private ReleasePlace(ComposeProject project, string name, string home)
    {
        (_project, Name, Home) = (project, name, home);
        _file = new JsonObject
        {
            ["url"] = project.Url.ToString(),
            ["project"] = project.Name,
            ["env"] = project.EnvFile,
            ["folder"] = Path.Combine(Folder, "state"),
            ["replicas"] = new JsonObject { ["api"] = 1 },
            ["chain"] = new JsonObject { ["rpc"] = new Uri(project.Url, "/rpc").ToString(), ["id"] = 31337 },
            ["backup"] = new JsonArray("true"),
            ["without"] = new JsonObject(
                Elsewhere.Select(gate => KeyValuePair.Create<string, JsonNode?>(gate, "a test place"))
            ),
        };
    }

    public string Name { get; }

    public ComposeProject Project => _project;

    /// <summary>The folder with the environments' files.</summary>
    public string Home { get; }

    /// <summary>A folder that is thrown away with the project.</summary>
    public string Folder => Path.GetDirectoryName(_project.EnvFile)!;

    public ReleaseEnvironment Environment => ReleaseEnvironment.Read(Name, Home);

    public ReleaseState State => ReleaseState.Read(Environment);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="home">The folder for its file; null: its own.</param>
    public static async Task<ReleasePlace> PrepareAsync(string name = "staging", string? home = null)
    {
        var project = await ComposeProject.PrepareAsync();
        var place = new ReleasePlace(project, name, home ?? Path.GetDirectoryName(project.EnvFile)!);
        place.Reset();
        return place;
    }

    /// <summary>Changes the environment's file, as its operator would.</summary>
    public void Change(Action<JsonObject> change)
    {
        change(_file);
        File.WriteAllText(Path.Combine(Home, Name + ".json"), _file.ToJsonString(JsonSerializerOptions.Default));
    }

    /// <summary>The environment's file as it was at first.</summary>
    public void Reset() => Change(Defaults);

    private static void Defaults(JsonObject file)
    {
        file["overrides"] = new JsonArray();
        file["startSeconds"] = 240; // machines of tests do other work meanwhile
        file["watchMinutes"] = 0.1;
        file["limits"] = new JsonObject();
    }

    /// <summary>Sets variables of the processes of role api, as an override of compose does it.</summary>
    public void Override(params (string Name, string Value)[] variables)
    {
        var file = Path.Combine(Folder, "override.yml");
        File.WriteAllLines(
            file,
            ["services:", "  api:", "    environment:", .. variables.Select(v => $"      {v.Name}: \"{v.Value}\"")]
        );
        Change(environment => environment["overrides"] = new JsonArray(JsonValue.Create(file)));
    }

    /// <summary>Releases, and gives the exit code and the log.</summary>
    public async Task<(int ExitCode, string Log)> ReleaseAsync(string image = ComposePart.Image)
    {
        var output = new StringWriter();
        var exitCode = await new ReleaseRun(Environment, output, TimeProvider.System).RunAsync(
            new(image, WithoutBackup: null, AllowContract: false),
            Token
        );
        return (exitCode, output.ToString());
    }

    public async Task<(int ExitCode, string Log)> RollbackAsync()
    {
        var output = new StringWriter();
        var exitCode = await new RollbackRun(Environment, output, TimeProvider.System).RunAsync(Token);
        return (exitCode, output.ToString());
    }

    /// <summary>How many processes run of each release, all roles together.</summary>
    public async Task<IReadOnlyDictionary<int, int>> ProcessesAsync()
    {
        var containers = new ServiceContainers(_project.Name);
        List<ServiceContainer> all = [];
        foreach (var (service, _) in Environment.Replicas.InOrder)
        {
            all.AddRange(await containers.FindAsync(service, Token));
        }
        return all.Where(each => each.IsRunning)
            .GroupBy(each => each.Release ?? -1)
            .ToDictionary(each => each.Key, each => each.Count());
    }

    public ValueTask DisposeAsync() => _project.DisposeAsync();
}
