using CivicForge.Api.Http.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>Who sees a quest, and who may do what to it. What the caller sees and may not do is 403; a private quest of
/// others is 404, like one that does not exist.</summary>
internal static class QuestAccess
{
    /// <summary>The one condition on which a quest is seen at all: it is public, or the viewer is a party of it. Every
    /// read of quests for somebody has it.</summary>
    /// <param name="viewer">The parameter with the viewer's address, which may be null.</param>
    /// <param name="quest">What the row of <c>civic.quests</c> is called.</param>
    public static string IsSeenBy(string viewer, string quest = "q") =>
        $"({quest}.visibility = 'public' OR {quest}.creator = {viewer} OR {quest}.performer = {viewer})";

    /// <summary>The same, asked of a row under its lock.</summary>
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

    public static void RequireParty(Quest quest, Address caller)
    {
        RequireSeen(quest, caller);
        if (quest.Creator != caller && quest.Performer != caller)
        {
            throw new RuleViolation(ErrorCodes.NotAParty, "Only the quest's creator and performer may do this.");
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
            case Mover.Party:
                RequireParty(quest, caller);
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
