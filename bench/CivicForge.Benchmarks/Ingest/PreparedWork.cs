using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Running;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>A signature that is ready to be posted.</summary>
internal sealed record PreparedAttestation(string QuestId, string AccessToken, string Signature);

/// <summary>Quests that were created, claimed and submitted over HTTP, with both parties' signatures made but not sent.</summary>
internal static class PreparedWork
{
    /// <summary>What a sign-up grants, and so how many quests one member can pay for.</summary>
    private const int QuestsPerCreator = 10;

    /// <summary>The first and the second signature of each quest.</summary>
    internal static async Task<IReadOnlyList<(PreparedAttestation First, PreparedAttestation Second)>> MakeAsync(RunningSandbox sandbox, HttpClient http, int quests, CancellationToken cancellationToken)
    {
        var pairs = new ConcurrentBag<(PreparedAttestation, PreparedAttestation)>();
        var creators = Enumerable.Range(0, (quests + QuestsPerCreator - 1) / QuestsPerCreator);
        await Parallel.ForEachAsync(creators, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (_, token) =>
        {
            var creator = await SignInAsync(sandbox, http, "creator", token);
            var performer = await SignInAsync(sandbox, http, "performer", token);
            for (var i = 0; i < QuestsPerCreator && pairs.Count < quests; i++) pairs.Add(await PrepareAsync(creator, performer, token));
        });
        return [.. pairs];
    }

    private static async Task<Member> SignInAsync(RunningSandbox sandbox, HttpClient http, string name, CancellationToken cancellationToken)
    {
        var member = new Member(name, new ApiClient(http, sandbox.Api.Url));
        await member.SignInAsync(sandbox.Deployment.ChainId, cancellationToken);
        return member;
    }

    private static async Task<(PreparedAttestation, PreparedAttestation)> PrepareAsync(Member creator, Member performer, CancellationToken cancellationToken)
    {
        var quest = await creator.Api.PostAsync("/api/v1/quests", new JsonObject
        {
            ["title"] = "Plant three young oaks",
            ["description"] = "Dig, plant and water three young oaks in the community garden.",
            ["category"] = "environmental",
        }, cancellationToken);
        var id = quest.GetProperty("id").GetString()!;
        await performer.Api.PostAsync($"/api/v1/quests/{id}/claim", [], cancellationToken);
        await performer.Api.PostAsync($"/api/v1/quests/{id}/submit", new JsonObject { ["submission"] = "All three are planted and watered.", ["evidence"] = new JsonArray() }, cancellationToken);
        return (await SignAsync(creator, id, cancellationToken), await SignAsync(performer, id, cancellationToken));
    }

    private static async Task<PreparedAttestation> SignAsync(Member member, string id, CancellationToken cancellationToken)
    {
        JsonElement payload = await member.AttestationPayloadAsync(id, cancellationToken);
        return new PreparedAttestation(id, member.Api.AccessToken!, member.SignTypedData(payload).Signature);
    }
}
