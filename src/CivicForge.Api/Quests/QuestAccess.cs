using CivicForge.Api.Http.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>Who may do what to a quest. What the caller sees and may not do is 403; a private quest of others is 404,
/// like one that does not exist.</summary>
internal static class QuestAccess
{
    /// <summary><see cref="Seen"/>, asked of a row under its lock.</summary>
    public static bool IsSeen(Quest quest, Address caller) =>
        quest.Visibility == QuestVisibility.Public || caller == quest.Creator || caller == quest.Performer;

    public static void RequireCreator(Quest quest, Address caller)
    {
        RequireSeen(quest, caller);
        if (quest.Creator != caller)
        {
            throw new RuleViolation(ErrorCodes.Forbidden, "Only the quest's creator may do this.");
        }
    }

    public static void RequirePerformer(Quest quest, Address caller)
    {
        RequireSeen(quest, caller);
        if (quest.Performer != caller)
        {
            throw new RuleViolation(ErrorCodes.NotAParty, "Only the quest's performer may do this.");
        }
    }

    /// <summary>That the caller is who makes this move (<see cref="QuestMoves"/>).</summary>
    public static void RequireMover(string action, Quest quest, Address caller)
    {
        switch (QuestMoves.MoverOf(action))
        {
            case Mover.Creator:
                RequireCreator(quest, caller);
                break;
            case Mover.Performer:
                RequirePerformer(quest, caller);
                break;
            case Mover.Other when quest.Creator == caller:
                throw new RuleViolation(ErrorCodes.OwnQuest, "A creator cannot claim their own quest.");
        }
    }

    private static void RequireSeen(Quest quest, Address caller)
    {
        if (!IsSeen(quest, caller))
        {
            throw QuestReader.NotFound(quest.Id);
        }
    }
}
