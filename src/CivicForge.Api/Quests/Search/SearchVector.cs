namespace CivicForge.Api.Quests.Search;

/// <summary>The two indexes of a text as PostgreSQL's <c>tsvector</c> in text, which is cast and never parsed by a
/// locale.</summary>
internal static class SearchVector
{
    /// <summary>What is found by the very words.</summary>
    public static string Words(string text) => Of(SearchText.Lexemes(text));

    /// <summary>What is found by words with small typing errors.</summary>
    public static string Spellings(string text) => Of(Search.Spellings.Lexemes(text));

    private static string Of(IEnumerable<string> lexemes) => string.Join(' ', lexemes.Select(l => $"'{l}'"));
}
