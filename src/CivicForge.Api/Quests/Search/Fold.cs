using System.Globalization;
using System.Text;

namespace CivicForge.Api.Quests.Search;

/// <summary>
/// What two spellings of one word have in common: NFKC (UAX #15), lower case, no accents, digits of any script as 0–9.
/// The database folds nothing: its own functions follow its locale, and in the C locale they know ASCII alone.
/// </summary>
internal static class Fold
{
    /// <summary>Letters that no decomposition takes apart, and that people type without their strokes and
    /// ligatures.</summary>
    private static readonly Dictionary<int, string> Letters = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ħ'] = "h",
        ['ŧ'] = "t",
        ['ŋ'] = "n",
        ['ı'] = "i",
        ['ĸ'] = "k",
        ['ς'] = "σ",
        ['ى'] = "ي",
        ['ة'] = "ه",
        ['ـ'] = "",
    };

    /// <summary>The folded text; characters that are not seen are gone, everything between words stays.</summary>
    public static string Text(string text)
    {
        // Half a surrogate pair, which a query may hold, cannot be normalised.
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune);
        }
        var folded = new StringBuilder(text.Length);
        foreach (var rune in whole.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant().EnumerateRunes())
        {
            if (!IsIgnorable(rune))
            {
                Append(folded, rune);
            }
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        if (IsKana(rune))
        {
            folded.Append(rune.Value is >= 0x3041 and <= 0x3096 ? new Rune(rune.Value + 0x60) : rune);
            return;
        }

        foreach (var piece in rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (IsAccent(piece))
            {
                continue;
            }
            // İ has no lower case of its own without its dot.
            var part = Rune.ToLowerInvariant(piece);
            if (Letters.TryGetValue(part.Value, out var plain))
            {
                folded.Append(plain);
            }
            else if (Rune.GetUnicodeCategory(part) == UnicodeCategory.DecimalDigitNumber)
            {
                folded.Append((int)Rune.GetNumericValue(part));
            }
            else
            {
                folded.Append(part);
            }
        }
    }

    /// <summary>Voiced kana are letters of their own, although they decompose.</summary>
    private static bool IsKana(Rune rune) => rune.Value is >= 0x3040 and <= 0x30FF or >= 0x31F0 and <= 0x31FF;

    /// <summary>Marks that change a letter's sound and that readers leave out: of Latin, Greek and Cyrillic letters,
    /// Hebrew points, Arabic vowels. The vowel signs of Indic and other scripts are letters to their readers, and
    /// stay.</summary>
    private static bool IsAccent(Rune rune) =>
        rune.Value
            is >= 0x0300
                and <= 0x036F
                or >= 0x0591
                and <= 0x05BD
                or 0x05BF
                or 0x05C1
                or 0x05C2
                or 0x05C4
                or 0x05C5
                or 0x05C7
                or >= 0x0610
                and <= 0x061A
                or >= 0x064B
                and <= 0x065F
                or 0x0670
                or >= 0x06D6
                and <= 0x06ED
                or >= 0x1AB0
                and <= 0x1AFF
                or >= 0x1DC0
                and <= 0x1DFF;

    /// <summary>Joiners, soft hyphens, variation selectors, fillers, skin tones: what may stand in one spelling of a
    /// word and not in another.</summary>
    private static bool IsIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or 0x3164
                or 0xFFA0
                or >= 0x180B
                and <= 0x180F
                or >= 0xFE00
                and <= 0xFE0F
                or >= 0x1F3FB
                and <= 0x1F3FF
                or >= 0xE0000
                and <= 0xE0FFF;
}
