using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>A line of the timeline: who moved a quest, when, from where to where and why. <see cref="By"/> is null for
/// the service itself, <see cref="From"/> for the creation.</summary>
internal sealed class QuestMove
{
    public long Id { get; private set; }
    public required Guid QuestId { get; init; }
    public required DateTimeOffset At { get; init; }
    public Address? By { get; init; }
    public QuestStatus? From { get; init; }
    public required QuestStatus To { get; init; }
    public string? Reason { get; init; }
}
