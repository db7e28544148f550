using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

/// <summary>A private quest with its link, and a performer who has not asked yet or has handed in already.</summary>
internal sealed record PrivateTown(ApiClient Creator, ApiClient Performer, Guid Quest, string Key, string File)
{
    public const string Tag = "hiv-clinic";

    public string WrongKey { get; } = new('A', 43);

    public static object NewQuest(string visibility = "parties", int xp = 100) =>
        new
        {
            title = "Zanzibar Street seven",
            description = "Zanzibar: dig, plant and water three young oaks.",
            exceptionalCriteria = "Zanzibar mulch.",
            category = "civic",
            tags = new[] { Tag },
            rewardXp = xp,
            dueAt = DateTimeOffset.UtcNow.AddDays(9).ToString("O"),
            visibility,
        };

    public static async Task<PrivateTown> OpenAsync(ApiHost host)
    {
        var (creator, performer) = (await host.MemberAsync(), await host.MemberAsync());
        var quest = await creator.CreateQuestAsync(NewQuest());
        var key = (await creator.PostAsync($"/quests/{quest}/link", new { }))
            .ShouldBe(HttpStatusCode.OK)["key"]
            .GetString()!;
        return new PrivateTown(creator, performer, quest, key, "0x" + new string('1', 64));
    }

    public static async Task<PrivateTown> SubmittedAsync(ApiHost host)
    {
        var town = await OpenAsync(host);
        await town.GiveToAsync(town.Key, town.Performer, release: false);
        var file = (await town.Performer.UploadAsync(town.Quest, "the plan of Zanzibar"u8.ToArray()))
            .ShouldBe(HttpStatusCode.Created)["sha256"]
            .GetString()!;
        await town.Performer.SubmitAsync(town.Quest, "Zanzibar is planted.", file);
        return town with { File = file };
    }

    /// <summary>Asks, is accepted, and – as told – gives back again.</summary>
    public async Task GiveToAsync(string key, ApiClient member, bool release = true)
    {
        ((int)(await member.PostAsync($"/quests/{Quest}/claim", new { }, ("Quest-Key", key))).Status).ShouldBe(202);
        (await Creator.PostAsync($"/quests/{Quest}/accept", new { address = member.Address.ToString() })).ShouldBe(
            HttpStatusCode.OK
        );
        if (!release)
        {
            return;
        }
        var left = (await member.PostAsync($"/quests/{Quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        (left["title"].GetString(), left["actions"].GetArrayLength()).ShouldBe(("Private quest", 0));
        left.Text.ShouldNotContain("anzibar");
    }
}
