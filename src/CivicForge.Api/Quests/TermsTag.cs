using System.Security.Cryptography;
using System.Text.Json;
using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Quests;

/// <summary>A short hash of a quest's terms: the part of its ETag that a claim is held to. It does not move with claims
/// and releases, which change nothing of what is offered, and it is made alike from what was answered and from the row
/// under the lock.</summary>
internal static class TermsTag
{
    public static string Of(QuestItem quest) =>
        Of(
            quest.Title,
            quest.Description,
            quest.ExceptionalCriteria,
            quest.Category,
            quest.Tags,
            quest.RewardXp,
            quest.RewardReputation,
            quest.EvidenceRequired,
            quest.DueAt,
            quest.ClaimDays,
            quest.Visibility
        );

    public static string Of(Quest quest) =>
        Of(
            quest.Title,
            quest.Description,
            quest.ExceptionalCriteria,
            quest.Category,
            quest.Tags,
            quest.RewardXp,
            quest.RewardReputation,
            quest.EvidenceRequired,
            quest.DueAt?.UtcDateTime,
            quest.ClaimDays,
            Database.Words.Of(quest.Visibility)
        );

    private static string Of(params object?[] terms) =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(terms, JsonShape.Options)).AsSpan(0, 8)
        );
}
