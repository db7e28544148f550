namespace CivicForge.Api.Tests.Harness;

/// <summary>A quest that waits for both attestations, with its parties signed in.</summary>
public sealed record Submitted(ApiClient Creator, ApiClient Performer, Guid Quest)
{
    public static async Task<Submitted> QuestAsync(ApiHost host, object? body = null)
    {
        var (creator, performer) = (await host.MemberAsync(), await host.MemberAsync());
        var quest = await creator.CreateQuestAsync(body);
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        return new Submitted(creator, performer, quest);
    }
}
