using System.Globalization;
using System.Text;

namespace CivicForge.Api.Quests.Search;

/// <summary>A run of a text that is looked for as one thing.</summary>
/// <param name="Text">Folded.</param>
/// <param name="Kind">How it is indexed.</param>
internal readonly record struct SearchPart(string Text, SearchKind Kind);

/// <summary>How a part is indexed.</summary>
internal enum SearchKind
{
    /// <summary>Letters, digits and their marks: found by how it begins, and by small typing errors.</summary>
    Word,

    /// <summary>A run of a script that writes no spaces, such as Chinese, Japanese or Thai: found by each two
    /// neighbours (bigrams).</summary>
    Run,

    /// <summary>One emoji or other symbol.</summary>
    Symbol,
}

/// <summary>What stands between two spaces: <c>wood-work</c> is one chunk of two words.</summary>
/// <param name="Parts">At least one.</param>
/// <param name="Joined">The words as one, <c>woodwork</c>, as others may write them; null when there is one word
/// only.</param>
internal sealed record SearchChunk(IReadOnlyList<SearchPart> Parts, string? Joined);

/// <summary>Cuts texts into what can be looked for. Texts and searches are cut alike, so that what was typed from a
/// text finds it.</summary>
internal static class SearchText
{
    /// <summary>Of the rules here; a higher one makes <c>migrate</c> index every quest anew.</summary>
    public const short Version = 2;

    private const int LongestWord = 64;

    public static List<SearchChunk> Chunks(string text)
    {
        var chunks = new List<SearchChunk>();
        foreach (var chunk in Fold.Text(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parts(chunk) is { Count: > 0 } parts)
            {
                chunks.Add(new SearchChunk(parts, Joined(parts)));
            }
        }

        return chunks;
    }

    /// <summary>What a text is found by: words, joined words, bigrams and symbols.</summary>
    public static IEnumerable<string> Lexemes(string text) =>
        Chunks(text).SelectMany(Lexemes).Distinct(StringComparer.Ordinal);

    /// <summary>Each two neighbours of a run.</summary>
    public static List<string> Bigrams(string run)
    {
        var runes = run.EnumerateRunes().ToArray();
        return [.. runes.Zip(runes.Skip(1), (first, second) => $"{first}{second}")];
    }

    /// <summary>What a run is indexed by. One character is sought as the beginning of a bigram, which the last one is
    /// not.</summary>
    public static IEnumerable<string> OfRun(string run) => Bigrams(run).Append(run.EnumerateRunes().Last().ToString());

    private static IEnumerable<string> Lexemes(SearchChunk chunk)
    {
        foreach (var part in chunk.Parts)
        {
            if (part.Kind != SearchKind.Run)
            {
                yield return part.Text;
                continue;
            }

            foreach (var lexeme in OfRun(part.Text))
            {
                yield return lexeme;
            }
        }

        if (chunk.Joined is { } joined)
        {
            yield return joined;
        }
    }

    private static List<SearchPart> Parts(string chunk)
    {
        var parts = new List<SearchPart>();
        var text = new StringBuilder();
        SearchKind? kind = null;
        foreach (var rune in chunk.EnumerateRunes())
        {
            var next = KindOf(rune);
            // A mark goes with the letter before it.
            if (next == SearchKind.Word && kind == SearchKind.Run && IsMark(rune))
            {
                next = SearchKind.Run;
            }
            if (next != kind || next == SearchKind.Symbol)
            {
                End();
            }
            kind = next;
            if (next is not null)
            {
                text.Append(rune);
            }
        }

        End();
        return parts;

        void End()
        {
            if (kind is { } ended)
            {
                parts.Add(new SearchPart(ended == SearchKind.Word ? Cut(text.ToString()) : text.ToString(), ended));
            }
            text.Clear();
            kind = null;
        }
    }

    private static string? Joined(List<SearchPart> parts) =>
        parts.Count > 1
        && parts.TrueForAll(p => p.Kind == SearchKind.Word)
        && parts.Sum(p => p.Text.Length) <= LongestWord
            ? string.Concat(parts.Select(p => p.Text))
            : null;

    private static string Cut(string word) =>
        word.Length <= LongestWord ? word : string.Concat(word.EnumerateRunes().Take(LongestWord));

    private static SearchKind? KindOf(Rune rune) =>
        Rune.IsLetter(rune) || Rune.IsNumber(rune) || IsMark(rune)
            ? WritesNoSpaces(rune)
                ? SearchKind.Run
                : SearchKind.Word
            : Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol
                ? SearchKind.Symbol
                : null;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>Han, kana, bopomofo, Thai, Lao, Myanmar, Khmer (Unicode 16, blocks).</summary>
    private static bool WritesNoSpaces(Rune rune) =>
        rune.Value
            is >= 0x0E00
                and <= 0x0EFF
                or >= 0x1000
                and <= 0x109F
                or >= 0x1780
                and <= 0x17FF
                or >= 0x2E80
                and <= 0x2FDF
                or >= 0x3005
                and <= 0x3007
                or >= 0x3021
                and <= 0x312F
                or >= 0x31A0
                and <= 0x31BF
                or >= 0x31F0
                and <= 0x31FF
                or >= 0x3400
                and <= 0x4DBF
                or >= 0x4E00
                and <= 0x9FFF
                or >= 0xF900
                and <= 0xFAFF
                or >= 0x20000
                and <= 0x3FFFF;
}
