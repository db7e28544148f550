using CivicForge.Chain.Protocol;

namespace CivicForge.Chain.Contracts;

/// <summary>The structs of protocol §7 as ABI tuples.</summary>
internal static class CompletedQuestAbi
{
    internal const string Completed = "(bytes16,address,address,bytes32,uint32,uint32,uint64,bytes32)";
    internal const string Terms = "(bytes32,bool,uint64,uint64,bytes,bytes)";

    internal static object[] ToTuple(this CompletedQuest quest) =>
        [
            quest.QuestId,
            quest.Creator,
            quest.Performer,
            quest.WorkHash,
            quest.Xp,
            quest.Reputation,
            quest.CompletedAt,
            quest.SignaturesHash,
        ];

    internal static object[] ToTuple(this SignedTerms terms) =>
        [
            terms.TitleHash,
            terms.Exceptional,
            terms.CreatorDeadline,
            terms.PerformerDeadline,
            terms.CreatorSignature,
            terms.PerformerSignature,
        ];
}
