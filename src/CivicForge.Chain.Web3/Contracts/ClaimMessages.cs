using CivicForge.Chain.Contracts;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Web3.Contracts.RewardDistributor;

namespace CivicForge.Chain.Web3.Contracts;

/// <summary>The protocol's values as the structs that the contracts take (protocol §7).</summary>
public static class ClaimMessages
{
    public static CompletedQuestTuple ToStruct(this CompletedQuest quest) =>
        new(
            quest.QuestId,
            quest.Creator,
            quest.Performer,
            quest.WorkHash,
            quest.Xp,
            quest.Reputation,
            quest.CompletedAt,
            quest.SignaturesHash
        );

    public static SignedTermsTuple ToStruct(this SignedTerms terms) =>
        new(
            terms.TitleHash,
            terms.Exceptional,
            terms.CreatorDeadline,
            terms.PerformerDeadline,
            terms.CreatorSignature,
            terms.PerformerSignature
        );

    /// <summary>Call data of <c>claim</c> for one, of <c>claimMany</c> for several.</summary>
    public static byte[] CallData(IReadOnlyList<RewardClaim> claims) =>
        claims is [var one]
            ? new ClaimFunction(one.BatchId, one.Completed.ToStruct(), one.Proof, one.Terms.ToStruct()).CallData()
            : Many(claims);

    /// <summary>Call data of <c>claimMany</c>, however many there are.</summary>
    public static byte[] Many(IEnumerable<RewardClaim> claims) =>
        new ClaimManyFunction(
            claims.Select(each => new ClaimTuple(
                each.BatchId,
                each.Completed.ToStruct(),
                each.Proof,
                each.Terms.ToStruct()
            ))
        ).CallData();
}
