using System.Text.Json;

namespace CivicForge.Sandbox.Releasing;

/// <summary>What a release would do to the schemas of its environment, as its own programs say it
/// (<c>migrate --check</c>).</summary>
internal sealed record Migrations(
    IReadOnlyList<string> Pending,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Contracting
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string[] Services = ["migrate-chain", "migrate-civic"];

    /// <exception cref="SandboxException">The database does not answer, or the image knows no such check.</exception>
    public static async Task<Migrations> CheckAsync(FrozenRelease release, CancellationToken cancellationToken)
    {
        List<Plan> plans = [];
        foreach (var service in Services)
        {
            var text = await release.OnceAsync(cancellationToken, service, "migrate", "--check");
            var line = text.Split('\n').LastOrDefault(each => each.StartsWith('{'));
            plans.Add(
                line is null
                    ? throw new SandboxException($"{service} says nothing of its migrations: {text}")
                    : JsonSerializer.Deserialize<Plan>(line, Json)!
            );
        }
        return new(
            [.. plans.SelectMany(plan => plan.Pending)],
            [.. plans.SelectMany(plan => plan.Unknown)],
            [.. plans.SelectMany(plan => plan.Contracting)]
        );
    }

    /// <summary>Brings the schemas to the release's version.</summary>
    /// <returns>What the programs said.</returns>
    /// <exception cref="SandboxException">A migration failed.</exception>
    public static async Task<string> ApplyAsync(FrozenRelease release, CancellationToken cancellationToken)
    {
        List<string> said = [];
        foreach (var service in Services)
        {
            said.Add((await release.OnceAsync(cancellationToken, service, "migrate")).Trim());
        }
        return string.Join('\n', said);
    }

    private sealed record Plan(string[] Pending, string[] Unknown, string[] Contracting);
}
