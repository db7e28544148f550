using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>What decides which moves a viewer may make.</summary>
/// <param name="HasAttested">Whether the viewer has signed the current submission.</param>
/// <param name="IsSigned">Whether anybody has.</param>
/// <param name="IsDue">Whether the quest was due and is about to expire.</param>
/// <param name="IsClosed">Whether the creator lets nobody take it after its performer.</param>
/// <param name="IsNudged">Whether a party nudged the other one within a day.</param>
internal readonly record struct QuestSituation(
    QuestStatus Status,
    Address Creator,
    Address? Performer,
    bool HasAttested,
    bool IsSigned,
    bool IsDue,
    bool IsClosed,
    bool IsNudged
)
{
    public bool Meets(MoveGuard guard, Address viewer) =>
        guard switch
        {
            MoveGuard.NotDue => !IsDue,
            MoveGuard.NotClosed => !IsClosed,
            MoveGuard.NotAttested => !HasAttested,
            MoveGuard.NotSigned => !IsSigned,
            MoveGuard.Waits => !IsNudged && Waits(viewer),
            _ => true,
        };

    /// <summary>Whether the viewer waits for the other party. Whoever handed in waits until the creator has signed; the
    /// creator waits once they have signed themselves.</summary>
    private bool Waits(Address viewer) => viewer == Performer ? !IsSigned || HasAttested : HasAttested;
}
