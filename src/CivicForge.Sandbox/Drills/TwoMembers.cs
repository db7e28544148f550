using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Sandbox.Demo;

namespace CivicForge.Sandbox.Drills;

/// <summary>A member who posts quests, and one who does them, both signed in over HTTP.</summary>
internal sealed class TwoMembers
{
    private readonly Member _creator,
        _performer;

    private TwoMembers(Member creator, Member performer) => (_creator, _performer) = (creator, performer);

    public Address Creator => _creator.Address;

    /// <summary>The same with their roles exchanged.</summary>
    public TwoMembers Exchanged => new(_performer, _creator);

    public static async Task<TwoMembers> SignInAsync(
        HttpClient http,
        Uri url,
        ulong chainId,
        CancellationToken cancellationToken
    )
    {
        var members = new TwoMembers(new("Creator", new(http, url)), new("Performer", new(http, url)));
        await members._creator.SignInAsync(chainId, cancellationToken);
        await members._performer.SignInAsync(chainId, cancellationToken);
        return members;
    }

    /// <returns>The id of a quest that is claimed.</returns>
    public async Task<string> ClaimAsync(CancellationToken cancellationToken)
    {
        var quest = await _creator.Api.PostAsync(
            "/api/v1/quests",
            new()
            {
                ["title"] = "Sweep the steps",
                ["description"] = "All steps from the square up to the library, and the landing between them.",
                ["category"] = "environmental",
                ["tags"] = new JsonArray(),
                ["rewardXp"] = 10,
                ["rewardReputation"] = 1,
                ["evidenceRequired"] = false,
            },
            cancellationToken
        );
        var id = quest.GetProperty("id").GetString()!;
        await _performer.Api.PostAsync($"/api/v1/quests/{id}/claim", [], cancellationToken);
        return id;
    }

    /// <summary>A text of that many bytes, to a quest that is claimed.</summary>
    public Task<JsonElement> UploadAsync(string questId, int bytes, CancellationToken cancellationToken)
    {
        var text = new byte[bytes];
        Array.Fill(text, (byte)'a');
        return _performer.Api.UploadAsync(
            $"/api/v1/quests/{questId}/evidence",
            "steps.txt",
            "text/plain",
            text,
            cancellationToken
        );
    }

    public Task<JsonElement> SubmitAsync(string questId, CancellationToken cancellationToken) =>
        _performer.Api.PostAsync(
            $"/api/v1/quests/{questId}/submit",
            new() { ["submission"] = "All steps are swept.", ["evidence"] = new JsonArray() },
            cancellationToken
        );

    /// <summary>The creator signs with what a contract takes for a signature.</summary>
    public Task<JsonElement> SignAsCreatorAsync(
        string questId,
        string signature,
        CancellationToken cancellationToken
    ) => _creator.AttestAsync(questId, signature, cancellationToken);

    public Task SignAsPerformerAsync(string questId, CancellationToken cancellationToken) =>
        SignAsync(_performer, questId, cancellationToken);

    /// <summary>The work is handed in, and both sign.</summary>
    public async Task CompleteAsync(string questId, CancellationToken cancellationToken)
    {
        await SubmitAsync(questId, cancellationToken);
        await SignAsync(_creator, questId, cancellationToken);
        await SignAsync(_performer, questId, cancellationToken);
    }

    private static async Task SignAsync(Member member, string questId, CancellationToken cancellationToken)
    {
        var payload = await member.AttestationPayloadAsync(questId, cancellationToken);
        await member.AttestAsync(questId, member.SignTypedData(payload).Signature, cancellationToken);
    }
}
