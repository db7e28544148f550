using CivicForge.Sandbox;
using CivicForge.Sandbox.Containers;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose;

/// <summary>
/// <c>docker-compose.yml</c> under a name and on a port of its own. Its containers do not end with this process: the
/// name is that of a <see cref="ThrowawayFolder"/>, and whatever bears the name of a folder that is gone is removed by
/// the next test that starts.
/// </summary>
internal sealed class ComposeProject : IAsyncDisposable
{
    private static readonly TimeSpan HealthyWithin = TimeSpan.FromMinutes(4);

    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();
    private readonly IReadOnlyList<string> _tool;

    private ComposeProject(IReadOnlyList<string> tool) => _tool = tool;

    public string Name => Path.GetFileName(_folder.Path);

    public int Port { get; } = Ports.Free();

    public Uri Url => new($"http://localhost:{Port}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="settings">Lines of <c>.env</c>.</param>
    public static async Task<ComposeProject> PrepareAsync(params string[] settings)
    {
        await Engine.RemoveLeftoversAsync();
        var tool = (await ComposeTool.FindAsync(Token)).ShouldNotBeNull("there is no docker compose");
        var project = new ComposeProject(tool);
        await File.WriteAllLinesAsync(
            project.EnvFile,
            [
                $"CIVICFORGE_IMAGE={ComposePart.Image}",
                $"CIVICFORGE_PORT={project.Port}",
                "CIVICFORGE_HEALTH_INTERVAL=2s",
                .. settings,
            ],
            Token
        );
        return project;
    }

    /// <summary>The <c>.env</c> of this project.</summary>
    public string EnvFile => Path.Combine(_folder.Path, "env");

    /// <summary>Starts everything, and waits until all of it is healthy.</summary>
    /// <param name="arguments">Further ones of <c>up</c>.</param>
    public async Task UpAsync(params string[] arguments)
    {
        await RunAsync(["up", "-d", .. arguments]);
        await HealthyAsync();
    }

    /// <summary>Runs a command of compose, which must succeed; what it printed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, text) = await TryAsync(arguments);
        exitCode.ShouldBe(0, $"{string.Join(' ', arguments)}\n{text}\n{await LogsAsync()}");
        return text;
    }

    /// <summary>Runs a command of compose: its exit code and what it printed.</summary>
    public Task<(int ExitCode, string Text)> TryAsync(params string[] arguments) => Engine.TryAsync(Command(arguments));

    /// <summary>The whole command.</summary>
    public string[] Command(params string[] arguments) =>
        [
            .. _tool,
            "--project-name",
            Name,
            "--project-directory",
            Repository.Root,
            "--file",
            Path.Combine(Repository.Root, "docker-compose.yml"),
            "--env-file",
            EnvFile,
            .. arguments,
        ];

    /// <summary>Waits until every container is healthy, or has done its work.</summary>
    public async Task HealthyAsync()
    {
        var until = TimeProvider.System.GetUtcNow() + HealthyWithin;
        while (await UnhealthyAsync() is { Count: > 0 } unhealthy)
        {
            if (TimeProvider.System.GetUtcNow() > until)
            {
                Assert.Fail($"not healthy: {string.Join(", ", unhealthy)}\n{await LogsAsync()}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(500), Token);
        }
    }

    /// <summary>The containers of services, by compose's names of them.</summary>
    public Task<IReadOnlyList<string>> ContainersAsync(params string[] services) =>
        Engine.ContainersAsync(Name, services);

    /// <summary>The audit of database against chain. Right after a restart the chain may lag behind what the database
    /// has seen of it.</summary>
    public async Task<(int ExitCode, string Text)> AuditAsync(CancellationToken cancellationToken)
    {
        const int Inconclusive = 2;
        for (var attempt = 1; ; attempt++)
        {
            var audit = await TryAsync("run", "--rm", "audit");
            if (audit.ExitCode != Inconclusive || attempt == 20)
            {
                return audit;
            }
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.RemoveAsync(Name);
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<string>> UnhealthyAsync() =>
        [
            .. (await Engine.StatesAsync(Name))
                .Where(state => !state.EndsWith(" running healthy", StringComparison.Ordinal))
                .Where(state => !state.EndsWith(" running none", StringComparison.Ordinal))
                .Where(state => !state.EndsWith(" exited 0", StringComparison.Ordinal)),
        ];

    private async Task<string> LogsAsync() => (await TryAsync("logs", "--no-color", "--tail", "30")).Text;
}
