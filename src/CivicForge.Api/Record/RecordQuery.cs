using System.Globalization;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;

namespace CivicForge.Api.Record;

/// <summary>What was typed into the search of the public record, by its form.</summary>
internal abstract record RecordQuery
{
    private const int MaxLength = 200;

    /// <summary>A root, a leaf, or the hash of a transaction.</summary>
    internal sealed record ByHash(Hash32 Hash) : RecordQuery;

    internal sealed record ByMember(Address Address) : RecordQuery;

    internal sealed record ByQuest(Guid Id) : RecordQuery;

    /// <param name="BatchId">When it is a number, also of a batch on the chain.</param>
    internal sealed record ByWords(SearchQuery Words, long? BatchId) : RecordQuery;

    /// <exception cref="Http.Problems.RuleViolation">400 <c>invalid-query</c>: nothing was typed, or too
    /// much.</exception>
    public static RecordQuery Of(HttpRequest request)
    {
        var text = Paging.Single(request, "search")?.Trim() ?? "";
        if (text.Length == 0)
        {
            throw Paging.Invalid("search", "is required");
        }
        if (text.Length > MaxLength)
        {
            throw Paging.Invalid("search", $"has {text.Length} characters; at most {MaxLength} are allowed");
        }
        var lower = text.ToLowerInvariant();
        if (Hash32.TryParse(lower, out var hash))
        {
            return new ByHash(hash);
        }
        if (Address.TryParse(lower, out var address))
        {
            return new ByMember(address);
        }
        if (QuestId.TryParse(lower, out var id))
        {
            return new ByQuest(id);
        }
        var digits = text.StartsWith('#') ? text[1..] : text;
        return new ByWords(
            SearchQuery.Of(text),
            long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null
        );
    }
}
