using System.Net;
using System.Text;
using System.Text.Json;
using CivicForge.Chain;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>The bytes of requests. Ours carry the access token and the signature; those to the ceiling and the peers,
/// which know no quests, carry the whole message and the signature. Both are about 700 bytes.</summary>
internal static class Requests
{
    internal static byte[] ByCreator(IPEndPoint server, SubmittedQuest quest) =>
        Attest(server, quest.Id, quest.Creator, quest.CreatorSignature);

    internal static byte[] ByPerformer(IPEndPoint server, SubmittedQuest quest) =>
        Attest(server, quest.Id, quest.Performer, quest.PerformerSignature);

    /// <summary>For the ceiling and the peers.</summary>
    internal static byte[] Whole(IPEndPoint server, SubmittedQuest quest)
    {
        var terms = quest.Terms;
        var message = new
        {
            quest = SubmittedQuests.Title,
            outcome = "done",
            questId = QuestId.ToHex(quest.Id),
            creator = terms.Creator.ToString(),
            performer = terms.Performer.ToString(),
            workHash = terms.WorkHash.ToString(),
            xp = terms.Xp,
            reputation = terms.Reputation,
            deadline = terms.Deadline,
        };
        return Post(
            server,
            "/attestations",
            "",
            JsonSerializer.Serialize(new { message, signature = quest.CreatorSignature })
        );
    }

    private static byte[] Attest(IPEndPoint server, Guid quest, BenchMember by, string signature) =>
        Post(
            server,
            $"/api/v1/quests/{quest}/attestations",
            $"Authorization: Bearer {by.AccessToken}\r\n",
            $$"""{"signature":"{{signature}}"}"""
        );

    private static byte[] Post(IPEndPoint server, string path, string header, string body) =>
        Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {server}\r\n{header}Content-Type: application/json\r\nContent-Length: "
                + $"{body.Length}\r\n\r\n{body}"
        );
}
