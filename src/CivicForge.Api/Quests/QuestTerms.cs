using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>What a creator offers, validated: the input of create and edit.</summary>
internal sealed record QuestTerms(
    string Title,
    Hash32 TitleHash,
    string Description,
    string? ExceptionalCriteria,
    string Category,
    string[] Tags,
    int RewardXp,
    int RewardReputation,
    bool EvidenceRequired,
    DateTimeOffset? DueAt,
    int ClaimDays,
    QuestVisibility Visibility
)
{
    /// <summary>The members of the wire in which these differ from <paramref name="former"/>, in the wire's
    /// order.</summary>
    public IEnumerable<string> ChangedFrom(QuestTerms former)
    {
        if (Title != former.Title)
        {
            yield return "title";
        }
        if (Description != former.Description)
        {
            yield return "description";
        }
        if (ExceptionalCriteria != former.ExceptionalCriteria)
        {
            yield return "exceptionalCriteria";
        }
        if (Category != former.Category)
        {
            yield return "category";
        }
        if (!Tags.AsSpan().SequenceEqual(former.Tags))
        {
            yield return "tags";
        }
        if (RewardXp != former.RewardXp)
        {
            yield return "rewardXp";
        }
        if (RewardReputation != former.RewardReputation)
        {
            yield return "rewardReputation";
        }
        if (EvidenceRequired != former.EvidenceRequired)
        {
            yield return "evidenceRequired";
        }
        if (DueAt != former.DueAt)
        {
            yield return "dueAt";
        }
        if (ClaimDays != former.ClaimDays)
        {
            yield return "claimDays";
        }
        if (Visibility != former.Visibility)
        {
            yield return "visibility";
        }
    }
}

/// <summary>What a performer hands in, with the salt drawn and the work hash computed over the texts as shown at the
/// claim.</summary>
internal sealed record Submission(string Text, byte[] Evidence, Hash32 Salt, Hash32 WorkHash);
