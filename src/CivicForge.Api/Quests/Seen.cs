namespace CivicForge.Api.Quests;

/// <summary>The one condition on which a quest is seen at all: it is public, or the viewer is a party of it. Every read
/// of quests for somebody has it.</summary>
internal static class Seen
{
    /// <param name="viewer">The parameter with the viewer's address, which may be null.</param>
    /// <param name="quest">What the row of <c>civic.quests</c> is called.</param>
    public static string By(string viewer, string quest = "q") =>
        $"({quest}.visibility = 'public' OR {quest}.creator = {viewer} OR {quest}.performer = {viewer})";
}
