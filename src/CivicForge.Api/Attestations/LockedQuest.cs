using CivicForge.Api.Quests;

namespace CivicForge.Api.Attestations;

/// <summary>A quest whose row the transaction holds: what decides, and what the answer shows of it.</summary>
/// <param name="Row">As its attester sees it before this signature.</param>
/// <param name="Now">The database's clock.</param>
internal sealed record LockedQuest(QuestFacts Facts, QuestRow Row, DateTime Now)
{
    /// <summary>Newest first, one more than an answer shows if there are more.</summary>
    public List<TimelineRow> Timeline { get; } = new(4);
}
