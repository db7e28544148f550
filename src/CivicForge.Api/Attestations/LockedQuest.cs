using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Chain;

namespace CivicForge.Api.Attestations;

/// <summary>A quest whose row the transaction holds: what decides, and what the answer shows of it.</summary>
/// <param name="Row">As its attester sees it before this signature.</param>
/// <param name="Now">The database's clock.</param>
internal sealed record LockedQuest(QuestFacts Facts, QuestRow Row, DateTime Now)
{
    /// <summary>Newest first, one more than an answer shows if there are more.</summary>
    public List<TimelineRow> Timeline { get; } = new(4);

    public static LockedQuest Of(QuestRow row, Hash32 titleHash, DateTime now) =>
        new(
            new QuestFacts
            {
                Id = row.Item.Id,
                Status = Words.Parse<QuestStatus>(row.Item.Status),
                Visibility = Words.Parse<QuestVisibility>(row.Item.Visibility),
                Title = row.Item.Title,
                TitleHash = titleHash,
                Creator = row.Item.Creator,
                Performer = row.Item.Performer,
                WorkHash = row.WorkHash,
                Deadline = row.Deadline,
                RewardXp = row.Item.RewardXp,
                RewardReputation = row.Item.RewardReputation,
                Now = QuestFactsReader.Seconds(now),
            },
            row,
            now
        );
}
