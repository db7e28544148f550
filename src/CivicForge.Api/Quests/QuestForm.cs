using System.Text.RegularExpressions;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Requests;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Quests;

/// <summary>Body of <c>POST /quests</c>; the defaults of domain.md where a member is absent.</summary>
public sealed record CreateQuestRequest(
    string? Title,
    string? Description,
    string? ExceptionalCriteria,
    string? Category,
    IReadOnlyList<string>? Tags,
    int? RewardXp,
    int? RewardReputation,
    DateTimeOffset? DueAt,
    int? ClaimDays,
    bool? EvidenceRequired,
    string? Visibility
);

/// <summary>Body of <c>PATCH /quests/{id}</c>: absent members stay as they are.</summary>
public sealed record EditQuestRequest
{
    public Optional<string?> Title { get; init; }
    public Optional<string?> Description { get; init; }
    public Optional<string?> ExceptionalCriteria { get; init; }
    public Optional<string?> Category { get; init; }
    public Optional<IReadOnlyList<string>?> Tags { get; init; }
    public Optional<int?> RewardXp { get; init; }
    public Optional<int?> RewardReputation { get; init; }
    public Optional<DateTimeOffset?> DueAt { get; init; }
    public Optional<int?> ClaimDays { get; init; }
    public Optional<bool?> EvidenceRequired { get; init; }
    public Optional<string?> Visibility { get; init; }

    internal CreateQuestRequest Over(Quest quest) =>
        new(
            Title.Or(quest.Title),
            Description.Or(quest.Description),
            ExceptionalCriteria.Or(quest.ExceptionalCriteria),
            Category.Or(quest.Category),
            Tags.Or(quest.Tags),
            RewardXp.Or(quest.RewardXp),
            RewardReputation.Or(quest.RewardReputation),
            DueAt.Or(quest.DueAt),
            ClaimDays.Or(quest.ClaimDays),
            EvidenceRequired.Or(quest.EvidenceRequired),
            Visibility.Or(Words.Of(quest.Visibility))
        );
}

/// <summary>Turns a request into terms, or says everything that is wrong with it.</summary>
internal static partial class QuestForm
{
    /// <param name="claimDays">Where the request says nothing of them.</param>
    public static QuestTerms Check(CreateQuestRequest request, int claimDays, DateTimeOffset now)
    {
        var limits = QuestLimits.Current;
        var errors = new FieldErrors();
        errors.Check("title", PlainText.TitleFault(request.Title, limits.Title.Min, limits.Title.Max));
        errors.Check(
            "description",
            PlainText.Fault(request.Description, limits.Description.Min, limits.Description.Max, multiLine: true)
        );
        if (request.ExceptionalCriteria is { } criteria)
        {
            errors.Check(
                "exceptionalCriteria",
                PlainText.Fault(
                    criteria,
                    limits.ExceptionalCriteria.Min,
                    limits.ExceptionalCriteria.Max,
                    multiLine: true
                )
            );
        }
        if (request.Category is null || !Categories.All.Contains(request.Category))
        {
            errors.Add("category", $"must be one of {string.Join(", ", Categories.All)}");
        }
        errors.Check("tags", TagsFault(request.Tags));
        errors.Check("rewardXp", NumberFault(request.RewardXp, limits.RewardXp));
        errors.Check("rewardReputation", NumberFault(request.RewardReputation, limits.RewardReputation));
        errors.Check("claimDays", NumberFault(request.ClaimDays, limits.ClaimDaysRange));
        if (request.DueAt <= now)
        {
            errors.Add("dueAt", "must be in the future");
        }
        if (request.DueAt?.UtcDateTime >= limits.DueBefore)
        {
            errors.Add("dueAt", $"must be before {limits.DueBefore:yyyy-MM-dd}");
        }
        var visibility = QuestVisibility.Public;
        if (request.Visibility is { } word && !Words.TryParse(word, out visibility))
        {
            errors.Add("visibility", $"must be {string.Join(" or ", Words.All<QuestVisibility>())}");
        }
        if (visibility == QuestVisibility.Public && request.Title is { } shown && LookAlike.IsPrivateTitle(shown))
        {
            errors.Add("title", "reads like a private quest, which this one is not");
        }
        errors.ThrowIfAny();
        var title = visibility == QuestVisibility.Parties ? TitleHash.PrivateTitle : request.Title!;
        return new QuestTerms(
            request.Title!,
            TitleHash.Compute(title),
            request.Description!,
            request.ExceptionalCriteria,
            request.Category!,
            [.. request.Tags ?? []],
            request.RewardXp ?? limits.DefaultRewardXp,
            request.RewardReputation ?? limits.DefaultRewardReputation,
            request.EvidenceRequired ?? false,
            request.DueAt?.ToUniversalTime(),
            request.ClaimDays ?? claimDays,
            visibility
        );
    }

    public static bool IsTag(string? tag) => tag is not null && TagPattern().IsMatch(tag);

    private static string? TagsFault(IReadOnlyList<string>? tags)
    {
        if (tags is null)
        {
            return null;
        }
        if (tags.Count > QuestLimits.Current.Tags.Max)
        {
            return $"has {tags.Count} tags; at most {QuestLimits.Current.Tags.Max} are allowed";
        }
        if (!tags.All(IsTag))
        {
            return "must have tags of 2 to 30 characters a-z, 0-9 and -";
        }
        return tags.Distinct().Count() == tags.Count ? null : "names a tag twice";
    }

    private static string? NumberFault(int? number, QuestLimits.Range range) =>
        number is { } value && (value < range.Min || value > range.Max)
            ? $"must be from {range.Min} to {range.Max}"
            : null;

    [GeneratedRegex(@"\A[a-z0-9-]{2,30}\z")]
    private static partial Regex TagPattern();
}
