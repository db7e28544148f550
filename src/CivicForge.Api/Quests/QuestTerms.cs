using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>What a creator offers, validated: the input of create and edit.</summary>
internal sealed record QuestTerms(
    string Title, Hash32 TitleHash, string Description, string? ExceptionalCriteria, string Category, string[] Tags,
    int RewardXp, int RewardReputation, bool EvidenceRequired, DateTimeOffset? DueAt, QuestVisibility Visibility);

/// <summary>What a performer hands in, with the salt drawn and the work hash computed over the texts as shown at the claim.</summary>
internal sealed record Submission(string Text, byte[] Evidence, Hash32 Salt, Hash32 WorkHash);
