namespace CivicForge.Api.Quests.Search;

/// <summary>
/// Small typing errors: two words are near when they become equal by leaving out at most one character of each, which
/// covers one wrong, missing, added or swapped character (symmetric delete, W. Garbe 2012). So a text is indexed by its
/// words with one character left out, and so is what is looked for.
/// </summary>
internal static class Spellings
{
    /// <summary>Below this a near word is mostly another word.</summary>
    private const int ShortestWord = 4;

    /// <summary>Of longer words the beginning decides.</summary>
    private const int Considered = 12;

    /// <summary>The word and, when it is long enough and has a letter, each way to leave out one character.</summary>
    public static IEnumerable<string> Of(string word)
    {
        var runes = word.EnumerateRunes().Take(Considered).ToArray();
        var begun = string.Concat(runes);
        yield return begun;
        if (runes.Length < ShortestWord || !runes.Any(System.Text.Rune.IsLetter))
        {
            yield break;
        }
        foreach (
            var shorter in runes
                .Select((_, left) => string.Concat(runes.Where((_, i) => i != left)))
                .Distinct(StringComparer.Ordinal)
        )
        {
            yield return shorter;
        }
    }

    /// <summary>What a text is found by when nothing has the very words.</summary>
    public static IEnumerable<string> Lexemes(string text) =>
        SearchText.Chunks(text).SelectMany(Lexemes).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Lexemes(SearchChunk chunk) =>
        chunk
            .Parts.SelectMany(p =>
                p.Kind switch
                {
                    SearchKind.Word => Of(p.Text),
                    SearchKind.Run => SearchText.OfRun(p.Text),
                    _ => [p.Text],
                }
            )
            .Concat(chunk.Joined is { } joined ? Of(joined) : []);
}
