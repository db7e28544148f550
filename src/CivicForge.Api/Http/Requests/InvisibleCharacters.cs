using System.Text;

namespace CivicForge.Api.Http.Requests;

/// <summary>Characters that take no ink: those with the property Default_Ignorable_Code_Point (Unicode 17,
/// DerivedCoreProperties.txt), other format characters that are not written before a number or a text, and what fonts
/// draw as nothing.</summary>
internal static class InvisibleCharacters
{
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x2800, 0x2800), // BRAILLE PATTERN BLANK
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
        (0xFFF9, 0xFFFC), // interlinear annotation, OBJECT REPLACEMENT CHARACTER
        (0x13430, 0x13455), // Egyptian hieroglyph format controls
        (0x1BCA0, 0x1BCA3),
        (0x1D159, 0x1D159), // MUSICAL SYMBOL NULL NOTEHEAD
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ];

    public static bool Contain(Rune rune)
    {
        var (low, high) = (0, Ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (rune.Value < Ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (rune.Value > Ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
