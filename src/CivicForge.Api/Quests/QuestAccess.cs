using CivicForge.Api.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>Who may do what to a quest. A quest may always be seen, so a miss is 403, never 404.</summary>
internal static class QuestAccess
{
    public static void RequireCreator(Quest quest, Address caller)
    {
        if (quest.Creator != caller) throw new RuleViolation(ErrorCodes.Forbidden, "Only the quest's creator may do this.");
    }

    public static void RequirePerformer(Quest quest, Address caller)
    {
        if (quest.Performer != caller) throw new RuleViolation(ErrorCodes.NotAParty, "Only the quest's performer may do this.");
    }

    public static void RequireStranger(Quest quest, Address caller)
    {
        if (quest.Creator == caller) throw new RuleViolation(ErrorCodes.OwnQuest, "A creator can not claim their own quest.");
    }
}
