namespace CivicForge.Api.Quests.Search;

/// <summary>What was typed, as PostgreSQL's <c>tsquery</c> in text, which is cast and never parsed by a locale. All
/// parts are wanted.</summary>
/// <param name="Exact">Each word as a beginning: <c>oak tre</c> → <c>'oak':* &amp; 'tre':*</c>. Empty when nothing was
/// asked for.</param>
/// <param name="Near">Each word with small typing errors.</param>
internal sealed record SearchQuery(string Exact, string Near)
{
    private const int MostParts = 16;

    public static SearchQuery Of(string text)
    {
        var chunks = new List<SearchChunk>();
        var left = MostParts;
        foreach (var chunk in SearchText.Chunks(text))
        {
            if ((left -= chunk.Parts.Count) < 0 && chunks.Count > 0)
            {
                break;
            }
            chunks.Add(chunk);
        }

        return new SearchQuery(All(chunks.Select(Exactly)), All(chunks.Select(Nearly)));
    }

    private static string Exactly(SearchChunk chunk) => Clause(chunk, Begins, bigrams => All(bigrams.Select(Quoted)));

    private static string Nearly(SearchChunk chunk) => Clause(chunk, word => Any(Spellings.Of(word)), EitherHalf);

    private static string Clause(SearchChunk chunk, Func<string, string> word, Func<List<string>, string> run)
    {
        var parts = All(
            chunk
                .Parts.Take(MostParts)
                .Select(p =>
                    p.Kind switch
                    {
                        SearchKind.Word => word(p.Text),
                        SearchKind.Run when SearchText.Bigrams(p.Text) is { Count: > 0 } bigrams => run(bigrams),
                        SearchKind.Run => Begins(p.Text),
                        _ => Quoted(p.Text),
                    }
                )
        );
        return chunk.Joined is { } joined ? $"({parts} | {word(joined)})" : parts;
    }

    /// <summary>One wrong character spoils two neighbouring bigrams, so that one half of a longer run is
    /// whole.</summary>
    private static string EitherHalf(List<string> bigrams)
    {
        var half = bigrams.Count / 2;
        return half < 2
            ? All(bigrams.Select(Quoted))
            : $"(({All(bigrams.Take(half).Select(Quoted))}) | "
                + $"({All(bigrams.Skip(bigrams.Count - half).Select(Quoted))}))";
    }

    private static string All(IEnumerable<string> conditions) => string.Join(" & ", conditions);

    private static string Any(IEnumerable<string> words) =>
        $"({string.Join(" | ", words.Distinct(StringComparer.Ordinal).Select(Quoted))})";

    private static string Begins(string word) => Quoted(word) + ":*";

    /// <summary>Parts hold letters, digits, marks and symbols alone; quotes and backslashes separate them.</summary>
    private static string Quoted(string word) => $"'{word}'";
}
