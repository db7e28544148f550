using CivicForge.Api.Database;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>Reads the board's query string; anything it does not know how to read is 400
/// <c>invalid-query</c>.</summary>
internal static class BoardQuery
{
    private const int MaxSearch = 200;

    public static QuestSort Sort(HttpRequest request) =>
        Paging.Single(request, "sort") is { } name
            ? QuestSort.All.FirstOrDefault(s => s.Name == name)
                ?? throw Paging.Invalid(
                    "sort",
                    $"must be one of {string.Join(", ", QuestSort.All.Select(s => s.Name))}"
                )
            : QuestSort.All[0];

    /// <summary>Where the page begins, and whether the list is one of near words.</summary>
    public static (string[]? Parts, bool IsNear) Cursor(HttpRequest request, QuestSort sort) =>
        Paging.Cursor(request, [sort.Kind(isNear: false), sort.Kind(isNear: true)], sort.CursorParts) is { } cursor
            ? (cursor.Parts, cursor.Kind == sort.Kind(isNear: true))
            : (null, false);

    public static QuestFilter Filter(HttpRequest request)
    {
        QuestStatus? status = null;
        if (Paging.Single(request, "status") is { } word)
        {
            status = Words.TryParse<QuestStatus>(word, out var parsed)
                ? parsed
                : throw Paging.Invalid("status", $"must be one of {string.Join(", ", Words.All<QuestStatus>())}");
        }
        if (Paging.Single(request, "category") is { } category && !Categories.All.Contains(category))
        {
            throw Paging.Invalid("category", $"must be one of {string.Join(", ", Categories.All)}");
        }
        if (Paging.Single(request, "tag") is { } tag && !QuestForm.IsTag(tag))
        {
            throw Paging.Invalid("tag", "must be 2 to 30 characters a-z, 0-9 and -");
        }
        return new QuestFilter(
            status,
            Search(request),
            Paging.Single(request, "category"),
            Paging.Single(request, "tag"),
            Member(request, "creator"),
            Member(request, "performer"),
            null
        );
    }

    /// <summary>A text without any word finds nothing; no text is not a search.</summary>
    private static SearchQuery? Search(HttpRequest request)
    {
        if (Paging.Single(request, "search") is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        if (text.Length > MaxSearch)
        {
            throw Paging.Invalid("search", $"has {text.Length} characters; at most {MaxSearch} are allowed");
        }
        return SearchQuery.Of(text);
    }

    private static Address? Member(HttpRequest request, string name) =>
        Paging.Single(request, name) switch
        {
            null => null,
            var text => Address.TryParse(text, out var address)
                ? address
                : throw Paging.Invalid(name, "must be an address: 0x and 40 hex digits"),
        };
}
