using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>Which moves a state knows, and which of them a caller may make: the words of <c>actions[]</c> and of
/// <c>allowed</c>.</summary>
internal static class QuestActions
{
    /// <summary>The moves of a state, whoever makes them.</summary>
    public static string[] In(QuestStatus status) =>
        status switch
        {
            QuestStatus.Open => ["edit", "cancel", "claim"],
            QuestStatus.Claimed => ["submit", "release", "close"],
            QuestStatus.Submitted => ["attest", "request-revision", "withdraw", "close"],
            _ => [],
        };

    /// <param name="hasAttested">Whether <paramref name="caller"/> has already signed the current submission.</param>
    /// <param name="isSigned">Whether anybody has.</param>
    /// <param name="isOverdue">Whether the quest was due and is about to expire.</param>
    /// <param name="isClosed">Whether the creator lets nobody take it after its performer.</param>
    public static string[] For(
        Address? caller,
        QuestStatus status,
        Address creator,
        Address? performer,
        bool hasAttested,
        bool isSigned,
        bool isOverdue,
        bool isClosed
    )
    {
        if (caller is not { } who)
        {
            return [];
        }
        var isCreator = who == creator;
        string[] close = isClosed ? [] : ["close"];
        var isPerformer = who == performer;
        return status switch
        {
            QuestStatus.Open => isCreator ? ["edit", "cancel"]
            : isOverdue ? []
            : ["claim"],
            QuestStatus.Claimed => isCreator ? close
            : isPerformer ? ["submit", "release"]
            : [],
            QuestStatus.Submitted when isCreator => hasAttested
                ? ["request-revision", .. close]
                : ["attest", "request-revision", .. close],
            QuestStatus.Submitted when isPerformer && !hasAttested => isSigned ? ["attest"] : ["attest", "withdraw"],
            _ => [],
        };
    }
}
