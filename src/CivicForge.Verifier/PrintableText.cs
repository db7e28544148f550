using System.Globalization;
using System.Text;

namespace CivicForge.Verifier;

/// <summary>Texts of a proof file come from strangers. Before one reaches a terminal, every character that could move
/// the cursor, hide or reorder what stands around it is shown as its code point.</summary>
public static class PrintableText
{
    private const int Joiner = 0x200d;
    private const int NonJoiner = 0x200c;
    private const int BlackFlag = 0x1f3f4;

    /// <summary>The text with control, format, surrogate, private-use, unassigned and line-separating characters
    /// written as <c>\u{…}</c>. Joiners stay where an emoji or a script needs them.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        Rune[] runes = [.. text.EnumerateRunes()];
        var inFlag = false;
        for (var i = 0; i < runes.Length; i++)
        {
            var rune = runes[i];
            inFlag = rune.Value == BlackFlag || (inFlag && rune.Value is >= 0xe0020 and <= 0xe007f);
            if (IsPlain(rune) || inFlag || (rune.Value is Joiner or NonJoiner && Joins(runes, i)))
            {
                shown.Append(rune.ToString());
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
        }

        return shown.ToString();
    }

    private static bool IsPlain(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    /// <summary>Between two parts of one emoji, or between letters of a script that is written joined (Arabic to the
    /// scripts of India).</summary>
    private static bool Joins(Rune[] runes, int at)
    {
        if (at == 0 || at == runes.Length - 1)
        {
            return false;
        }
        var (before, after) = (runes[at - 1], runes[at + 1]);
        return (runes[at].Value == Joiner && IsPictorial(before) && IsPictorial(after))
            || (IsJoined(before) && IsJoined(after));
    }

    /// <summary>Symbols, skin tones, and the selector of emoji style behind them.</summary>
    private static bool IsPictorial(Rune rune) =>
        rune.Value == 0xfe0f
        || (
            rune.Value > 0x2000
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol
        );

    private static bool IsJoined(Rune rune) =>
        rune.Value is >= 0x0600 and <= 0x1fff
        && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.OtherLetter
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;
}
