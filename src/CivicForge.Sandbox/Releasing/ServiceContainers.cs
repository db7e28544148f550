using System.Text.Json;
using CivicForge.Sandbox.Containers;

namespace CivicForge.Sandbox.Releasing;

/// <summary>The containers of a compose project's services.</summary>
/// <param name="project">Its name.</param>
internal sealed class ServiceContainers(string project)
{
    private const string Label = "com.docker.compose.";

    /// <summary>Of <c>docker-compose.yml</c>: which release a container belongs to; 0 without one.</summary>
    private const string ReleaseLabel = "civicforge.release";

    private static readonly Dictionary<string, string> Programs = new()
    {
        ["indexer"] = "/app/CivicForge.Indexer/CivicForge.Indexer.dll",
    };

    /// <summary>Those of a service, oldest first; what compose ran once is not among them.</summary>
    public async Task<IReadOnlyList<ServiceContainer>> FindAsync(string service, CancellationToken cancellationToken)
    {
        var ids = Lines(
            await EngineCommand.DockerAsync(
                cancellationToken,
                "ps",
                "--all",
                "--quiet",
                "--no-trunc",
                "--filter",
                $"label={Label}project={project}",
                "--filter",
                $"label={Label}service={service}",
                "--filter",
                $"label={Label}oneoff=False"
            )
        );
        if (ids.Length == 0)
        {
            return [];
        }
        using var document = JsonDocument.Parse(
            await EngineCommand.DockerAsync(cancellationToken, ["inspect", .. ids])
        );
        return [.. document.RootElement.EnumerateArray().Select(each => Read(each, service)).OrderBy(c => c.Created)];
    }

    /// <summary>The same, and none where no engine answers.</summary>
    public async Task<IReadOnlyList<ServiceContainer>> FindIfAnyAsync(
        string service,
        CancellationToken cancellationToken
    ) =>
        await ContainerEngine.FindAsync(cancellationToken) is null || Repository.OnPath("docker") is null
            ? []
            : await FindAsync(service, cancellationToken);

    /// <summary>What the program in a container answers to a verb that asks its own process.</summary>
    public static Task<(int ExitCode, string Text)> AskAsync(
        ServiceContainer container,
        string verb,
        CancellationToken cancellationToken
    ) =>
        EngineCommand.TryAsync(
            [
                "docker",
                "exec",
                container.Id,
                "dotnet",
                Programs.GetValueOrDefault(container.Service, "/app/CivicForge.Api/CivicForge.Api.dll"),
                verb,
            ],
            cancellationToken
        );

    /// <summary>Lets each finish what it has begun, and removes it.</summary>
    public static async Task RemoveAsync(
        IReadOnlyList<ServiceContainer> containers,
        CancellationToken cancellationToken
    )
    {
        if (containers.Count > 0)
        {
            string[] ids = [.. containers.Select(container => container.Id)];
            await EngineCommand.DockerAsync(cancellationToken, ["stop", .. ids]);
            await EngineCommand.DockerAsync(cancellationToken, ["rm", "--force", .. ids]);
        }
    }

    private static ServiceContainer Read(JsonElement container, string service)
    {
        var config = container.GetProperty("Config");
        var state = container.GetProperty("State");
        return new(
            container.GetProperty("Id").GetString()!,
            container.GetProperty("Name").GetString()!.TrimStart('/'),
            service,
            config.GetProperty("Labels").TryGetProperty(ReleaseLabel, out var release)
            && int.TryParse(release.GetString(), out var number)
                ? number
                : null,
            container.GetProperty("Created").GetDateTimeOffset(),
            state.GetProperty("Running").GetBoolean(),
            container.GetProperty("RestartCount").GetInt32()
        );
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <param name="Release">Null: started by a <c>docker-compose.yml</c> that knew nothing of releases.</param>
/// <param name="Restarts">How often the engine has started it again.</param>
internal sealed record ServiceContainer(
    string Id,
    string Name,
    string Service,
    int? Release,
    DateTimeOffset Created,
    bool IsRunning,
    int Restarts
);
