using System.Globalization;
using System.Text;

namespace CivicForge.Verifier;

/// <summary>Texts of a proof file come from strangers. Before one reaches a terminal, every character that could move the cursor, hide or
/// reorder what stands around it is shown as its code point.</summary>
public static class PrintableText
{
    /// <summary>The text with control, format, surrogate, private-use, unassigned and line-separating characters written as <c>\u{…}</c>.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPlain(rune)) shown.Append(rune.ToString());
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return shown.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
