using System.Globalization;
using System.Text;

namespace CivicForge.Api.Http.Requests;

/// <summary>The text rules of protocol §3: well-formed Unicode in NFC, no control, surrogate, private-use or unassigned
/// characters, no line or paragraph separators, bidi controls, BOM or tag characters; and <see cref="VisibleText"/>.
/// Lengths and positions count code points. Text is refused, never rewritten.</summary>
internal static class PlainText
{
    public const int MaxTitleBytes = 400;

    /// <summary>Why the text is refused, or null.</summary>
    public static string? Fault(string? text, int min, int max, bool multiLine)
    {
        if (text is null)
        {
            return "is required";
        }
        var length = 0;
        for (var i = 0; i < text.Length; )
        {
            if (
                Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var consumed)
                != System.Buffers.OperationStatus.Done
            )
            {
                return "has an unpaired surrogate (it is not well-formed Unicode)";
            }
            if (!IsAllowed(rune, multiLine))
            {
                return $"has the character U+{rune.Value:X4} at position {length + 1}, which is not allowed";
            }
            i += consumed;
            length++;
        }

        if (length < min || length > max)
        {
            return $"has {length} characters; {min} to {max} are allowed";
        }
        return text.IsNormalized(NormalizationForm.FormC)
            ? VisibleText.Fault(text)
            : "is not in Unicode normalisation form C (NFC)";
    }

    /// <summary>A title: one line, ≤ 400 UTF-8 bytes, no leading, trailing or double spaces of any kind.</summary>
    public static string? TitleFault(string? text, int min, int max)
    {
        if (Fault(text, min, max, multiLine: false) is { } fault)
        {
            return fault;
        }
        if (Encoding.UTF8.GetByteCount(text!) > MaxTitleBytes)
        {
            return $"is longer than {MaxTitleBytes} UTF-8 bytes";
        }
        var spaceBefore = true;
        foreach (var rune in text!.EnumerateRunes())
        {
            var isSpace = Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;
            if (isSpace && spaceBefore)
            {
                return "has a leading or double space";
            }
            spaceBefore = isSpace;
        }

        return spaceBefore ? "has a trailing space" : null;
    }

    private static bool IsAllowed(Rune rune, bool multiLine)
    {
        if (rune.Value == '\n')
        {
            return multiLine;
        }
        if (
            rune.Value
            is 0x61C
                or 0x200E
                or 0x200F
                or 0xFEFF
                or (>= 0x202A and <= 0x202E)
                or (>= 0x2066 and <= 0x2069)
                or (>= 0xE0000 and <= 0xE007F)
        )
        {
            return false;
        }
        return Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
    }
}
