using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Proofs;

/// <summary>A leaf's values as <c>StandardMerkleTree</c> takes them in JSON: texts and integers in the order of
/// protocol §6.</summary>
internal static class LeafValues
{
    public static object[] Of(CompletedQuest completed) =>
        [
            QuestId.ToHex(completed.QuestId),
            completed.Creator,
            completed.Performer,
            completed.WorkHash,
            completed.Xp,
            completed.Reputation,
            completed.CompletedAt,
            completed.SignaturesHash,
        ];
}
