using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Quests;

/// <summary>Section <c>Quests</c>: how much of a community's work one member may hold at a time.</summary>
internal sealed class QuestOptions
{
    public const string Section = "Quests";
    public const int DefaultClaimDays = 14;
    public const int MinClaimDays = 1;
    public const int MaxClaimDays = 90;

    /// <summary>Quests that a member has taken and not finished.</summary>
    [Range(1, 1_000_000)]
    public int MaxOpenClaims { get; set; } = 10;

    /// <summary>Quests of a member that wait for somebody to take them.</summary>
    [Range(1, 1_000_000)]
    public int MaxOpenQuests { get; set; } = 20;

    /// <summary>Private quests that a member has asked to take.</summary>
    [Range(1, 1_000_000)]
    public int MaxOpenRequests { get; set; } = 10;

    /// <summary>Members that may wait for the answer of one creator.</summary>
    [Range(1, 1_000_000)]
    public int MaxRequestsPerQuest { get; set; } = 50;

    /// <summary>Times a member may take the same quest.</summary>
    [Range(1, 1_000_000)]
    public int MaxClaimsPerQuest { get; set; } = 3;

    /// <summary>Days to hand in after a claim, of a quest that says nothing else.</summary>
    [Range(MinClaimDays, MaxClaimDays)]
    public int ClaimDays { get; set; } = DefaultClaimDays;
}
