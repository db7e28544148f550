using System.Text;

namespace CivicForge.Api.Http.Requests;

/// <summary>Where ZERO WIDTH JOINER and NON-JOINER change what is read (as RFC 5892, appendix A, for names of the
/// Internet): after the sign that kills a vowel in the scripts of South and South-East Asia, or before it, and between
/// letters that would join in Arabic and its relatives.</summary>
internal static class Joiners
{
    /// <summary>Signs of combining class 9 that these scripts write.</summary>
    private static readonly HashSet<int> Viramas =
    [
        0x094D,
        0x09CD,
        0x0A4D,
        0x0ACD,
        0x0B4D,
        0x0BCD,
        0x0C4D,
        0x0CCD,
        0x0D4D,
        0x0DCA,
        0x1039,
        0x103A,
        0x1714,
        0x1734,
        0x17D2,
        0x1A60,
        0x1B44,
        0x1BAA,
        0xA806,
        0xA8C4,
        0xA953,
        0xA9C0,
        0xAAF6,
        0x11046,
        0x110B9,
        0x11133,
        0x111C0,
        0x1134D,
    ];

    /// <summary>Letters of Arabic and Syriac that never join the next one (Joining_Type R and U).</summary>
    private static readonly (int First, int Last)[] NeverJoinNext =
    [
        (0x0621, 0x0625),
        (0x0627, 0x0627),
        (0x0629, 0x0629),
        (0x062F, 0x0632),
        (0x0648, 0x0648),
        (0x0671, 0x0677),
        (0x0688, 0x0699),
        (0x06C0, 0x06C0),
        (0x06C3, 0x06CB),
        (0x06CD, 0x06CD),
        (0x06CF, 0x06CF),
        (0x06D2, 0x06D3),
        (0x06D5, 0x06D5),
        (0x06EE, 0x06EF),
        (0x0710, 0x0710),
        (0x0715, 0x0719),
        (0x071E, 0x071E),
        (0x0728, 0x0728),
        (0x072A, 0x072A),
        (0x072C, 0x072C),
        (0x0759, 0x075B),
        (0x076B, 0x076C),
        (0x0771, 0x0771),
        (0x0773, 0x0774),
        (0x0778, 0x0779),
    ];

    public static bool AreWritten(Rune before, Rune after) =>
        Viramas.Contains(before.Value)
        || Viramas.Contains(after.Value)
        || (
            IsJoining(before)
            && IsJoining(after)
            && !NeverJoinNext.Any(r => before.Value >= r.First && before.Value <= r.Last)
        );

    /// <summary>Arabic, Syriac, N'Ko and Mongolian, letters and the marks on them.</summary>
    private static bool IsJoining(Rune rune) =>
        rune.Value
            is (>= 0x0610 and <= 0x061A)
                or (>= 0x0620 and <= 0x065F)
                or (>= 0x066E and <= 0x06DC)
                or (>= 0x06DF and <= 0x06E8)
                or (>= 0x06EA and <= 0x06EF)
                or (>= 0x06FA and <= 0x06FF)
                or (>= 0x0710 and <= 0x077F)
                or (>= 0x07CA and <= 0x07F5)
                or (>= 0x0860 and <= 0x088E)
                or (>= 0x08A0 and <= 0x08FF)
                or (>= 0x1820 and <= 0x18AA)
        && (
            Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
        );
}
