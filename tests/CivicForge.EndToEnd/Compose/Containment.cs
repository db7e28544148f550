using System.Text.Json;

namespace CivicForge.EndToEnd.Compose;

/// <summary>What a process in a container of the service could do if somebody took it over, as the engine tells
/// it.</summary>
internal sealed class Containment(JsonElement container)
{
    private const string ServiceLabel = "com.docker.compose.service";

    /// <summary>Who may mount a volume of secrets beside the process whose secrets they are: what runs once, before
    /// there is anybody to take it over.</summary>
    private static readonly string[] Once = ["init", "migrate-chain", "migrate-civic", "contracts"];

    private string Service =>
        container.GetProperty("Config").GetProperty("Labels").GetProperty(ServiceLabel).GetString()!;

    private JsonElement Host => container.GetProperty("HostConfig");

    /// <summary>The containers of a project.</summary>
    public static async Task<IReadOnlyList<Containment>> OfAsync(string project)
    {
        var ids = await Engine.RunAsync(
            "ps",
            "--all",
            "--quiet",
            "--filter",
            $"label=com.docker.compose.project={project}"
        );
        using var document = JsonDocument.Parse(string.Join('\n', await Engine.RunAsync(["inspect", .. ids])));
        return [.. document.RootElement.Clone().EnumerateArray().Select(each => new Containment(each))];
    }

    /// <summary>What it may do and should not; nothing when all is well.</summary>
    public IEnumerable<string> Faults() =>
        Rules().Where(rule => !rule.Holds).Select(rule => $"{Service}: {rule.Statement}");

    private IEnumerable<(string Statement, bool Holds)> Rules() =>
        [
            ("its files cannot be changed", Host.GetProperty("ReadonlyRootfs").GetBoolean()),
            ("it has no capability that is not named", Texts(Host.GetProperty("CapDrop")).Contains("ALL")),
            (
                "it gains no privileges",
                Texts(Host.GetProperty("SecurityOpt")).Any(option => option.StartsWith("no-new-privileges"))
            ),
            (
                "it is not root, but where its entrypoint gives that up",
                Service == "postgres" || container.GetProperty("Config").GetProperty("User").GetString() is "1654:1654"
            ),
            (
                "its log is bounded",
                Host.GetProperty("LogConfig").GetProperty("Config").TryGetProperty("max-size", out _)
            ),
            (
                "only Caddy has a port, on loopback",
                Ports().All(address => Service == "caddy" && address == "127.0.0.1")
            ),
            (
                "it mounts the secrets of no other process",
                Secrets()
                    .All(owner =>
                        owner == Service || Once.Contains(Service) || (owner, Service) is ("owner", "postgres")
                    )
            ),
            (
                "no secret is in its environment",
                Texts(container.GetProperty("Config").GetProperty("Env"))
                    .All(variable => !variable.Contains("Password=") && !variable.Contains("PRIVATE KEY"))
            ),
        ];

    private IEnumerable<string> Ports() =>
        Host.GetProperty("PortBindings").ValueKind != JsonValueKind.Object
            ? []
            : Host.GetProperty("PortBindings")
                .EnumerateObject()
                .SelectMany(port => port.Value.EnumerateArray())
                .Select(binding => binding.GetProperty("HostIp").GetString()!);

    private IEnumerable<string> Secrets() =>
        container
            .GetProperty("Mounts")
            .EnumerateArray()
            .Select(mount => mount.TryGetProperty("Name", out var name) ? name.GetString()! : "")
            .Where(name => name.Contains("_secrets-"))
            .Select(name => name[(name.IndexOf("_secrets-", StringComparison.Ordinal) + "_secrets-".Length)..]);

    private static IEnumerable<string> Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(each => each.GetString()!) : [];
}
