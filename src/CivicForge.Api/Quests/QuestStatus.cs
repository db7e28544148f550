using CivicForge.Api.Database;

namespace CivicForge.Api.Quests;

/// <summary>The states of domain.md. Nothing new is accepted after Complete, Resolved, Cancelled and Expired.</summary>
[Capitals]
public enum QuestStatus
{
    Open,
    Claimed,
    Submitted,
    Complete,
    Disputed,
    Resolved,
    Expired,
    Cancelled,
}

/// <summary>Who sees the texts: everybody, or only creator and performer (others see hashes and the title <c>Private
/// quest</c>).</summary>
public enum QuestVisibility
{
    Public,
    Parties,
}
