using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Http.Requests;

/// <summary>A host with quests in several states, so that lists have pages and paths lead somewhere; and who calls
/// it.</summary>
internal sealed class Town(ApiClient[] clients, Guid quest)
{
    internal static readonly PrivateKey Operator = PrivateKey.Generate();

    /// <summary>Nobody, a member who created and performs quests, and an operator.</summary>
    internal IReadOnlyList<ApiClient> Clients => clients;

    internal static async Task<Town> BuildAsync(ApiHost host)
    {
        var complete = await Submitted.QuestAsync(host);
        (await complete.Creator.AttestAsync(complete.Quest)).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        (await complete.Performer.AttestAsync(complete.Quest)).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        var waiting = await Submitted.QuestAsync(host);
        for (var i = 0; i < 2; i++)
        {
            await complete.Creator.CreateQuestAsync(
                new
                {
                    title = $"Water oak number {i}",
                    description = "Water the oak in the garden.",
                    category = "environmental",
                    tags = new[] { "oak" },
                    dueAt = DateTimeOffset.UtcNow.AddDays(3 + i),
                }
            );
        }
        return new Town([host.Anonymous(), complete.Creator, await host.MemberAsync(Operator)], waiting.Quest);
    }

    /// <summary>A path of the operation with values that are known, and one that is not.</summary>
    internal string Path(Operation operation, string? parameter = null, string value = "")
    {
        var path = operation.Path;
        foreach (var (name, _) in operation.Parameters.Where(p => p.In == "path"))
        {
            path = path.Replace($"{{{name}}}", name == parameter ? value : Known(name, path), StringComparison.Ordinal);
        }
        return path;
    }

    private string Known(string name, string path) =>
        name switch
        {
            "address" => clients[1].Address.ToString(),
            "sha256" => new string('a', 64),
            "id"
                when path.StartsWith("/batches", StringComparison.Ordinal)
                    || path.StartsWith("/operator", StringComparison.Ordinal) => "1",
            _ => quest.ToString(),
        };
}
