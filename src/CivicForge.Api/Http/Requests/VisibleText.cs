using System.Globalization;
using System.Text;

namespace CivicForge.Api.Http.Requests;

/// <summary>What people type is what people see: no character that is not shown, but where a script or an emoji is
/// written with it, and no tower of marks that covers the lines around it. Stricter than protocol §3, which says what
/// may be signed; two titles that look the same and differ in such a character would both be signed.</summary>
internal static class VisibleText
{
    /// <summary>Marks on one letter; scripts that are written so need no more.</summary>
    private const int MostMarks = 4;

    private const int NonJoiner = 0x200C,
        Joiner = 0x200D,
        EmojiStyle = 0xFE0F,
        Keycap = 0x20E3;

    /// <summary>Why the text is refused, or null.</summary>
    public static string? Fault(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var (marks, isVisible) = (0, false);
        for (var i = 0; i < runes.Length; i++)
        {
            var category = Rune.GetUnicodeCategory(runes[i]);
            if (InvisibleCharacters.Contain(runes[i]))
            {
                if (!IsWritten(runes, i))
                {
                    return $"has the character U+{runes[i].Value:X4} at position {i + 1}, which is not shown";
                }
                continue;
            }

            var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
            marks =
                isMark && !IsTibetan(runes[i]) ? marks + 1
                : isMark ? marks
                : 0;
            if (isMark && (i == 0 || Rune.IsWhiteSpace(runes[i - 1])))
            {
                return $"has the mark U+{runes[i].Value:X4} at position {i + 1}, which stands on no letter";
            }
            if (marks > MostMarks)
            {
                return $"has more than {MostMarks} marks on one letter, up to U+{runes[i].Value:X4} at "
                    + $"position {i + 1}";
            }
            isVisible |= !isMark && !Rune.IsWhiteSpace(runes[i]);
        }

        return isVisible || runes.Length == 0 ? null : "has nothing that is shown";
    }

    private static bool IsWritten(Rune[] runes, int at) =>
        runes[at].Value switch
        {
            EmojiStyle => at > 0
                && (
                    IsPictograph(runes[at - 1])
                    || (
                        at + 1 < runes.Length
                        && runes[at + 1].Value == Keycap
                        && runes[at - 1].Value is (>= '0' and <= '9') or '#' or '*'
                    )
                ),
            Joiner => at > 0
                && at + 1 < runes.Length
                && (IsJoinedEmoji(runes, at) || Joiners.AreWritten(runes[at - 1], runes[at + 1])),
            NonJoiner => at > 0 && at + 1 < runes.Length && Joiners.AreWritten(runes[at - 1], runes[at + 1]),
            _ => false,
        };

    /// <summary>A pictograph, whatever modifies it, the joiner and a pictograph: what the runtime's data of Unicode
    /// take for one character on the screen (UAX #29, GB11).</summary>
    private static bool IsJoinedEmoji(Rune[] runes, int at)
    {
        var before = at - 1;
        while (before > 0 && (runes[before].Value is EmojiStyle or (>= 0x1F3FB and <= 0x1F3FF)))
        {
            before--;
        }
        return IsPictograph(runes[before]) && IsPictograph(runes[at + 1]);
    }

    /// <summary>Only a pictograph makes one character with a joiner and another pictograph.</summary>
    private static bool IsPictograph(Rune rune)
    {
        var joined = $"{rune}\u200D\u2764";
        return StringInfo.GetNextTextElementLength(joined) == joined.Length;
    }

    private static bool IsTibetan(Rune rune) => rune.Value is >= 0x0F71 and <= 0x0FBC;
}
