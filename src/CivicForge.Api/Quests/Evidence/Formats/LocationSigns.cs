using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace CivicForge.Api.Quests.Evidence.Formats;

/// <summary>Whether bytes that are refused anyway say where they were made, for the better answer: an EXIF block with a
/// GPS directory (CIPA DC-008, tag 0x8825), XMP or other text with coordinates, the place of a video (<c>©xyz</c>,
/// <c>loci</c>). And, for the few short texts that are taken, whether they look like a place.</summary>
internal static partial class LocationSigns
{
    private const ushort GpsDirectory = 0x8825;

    public static bool AreIn(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.IndexOf("GPSL"u8) >= 0
            || bytes.IndexOf("G\0P\0S\0L"u8) >= 0
            || bytes.IndexOf("\u00A9xyz"u8[1..]) >= 0
            || bytes.IndexOf("loci"u8) >= 0
        )
        {
            return true;
        }
        for (var rest = bytes; rest.IndexOf("Exif\0\0"u8) is var at and >= 0; rest = rest[(at + 6)..])
        {
            if (InTiff(rest[(at + 6)..]))
            {
                return true;
            }
        }
        return InTiff(bytes);
    }

    /// <summary>For names of colour profiles and the like, in whatever encoding: zero bytes are left out.</summary>
    public static bool AreInName(ReadOnlySpan<byte> text) => PlaceInText().IsMatch(Letters(text));

    /// <summary>For descriptions of documents, which may well have numbers and speak of anything, but not in the words
    /// of a camera.</summary>
    public static bool AreInDescription(ReadOnlySpan<byte> text) => PlaceInDescription().IsMatch(Letters(text));

    [GeneratedRegex(
        @"gps(l|p|\W{0,3}\d)|latitude|longitude|geo:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex PlaceInDescription();

    [GeneratedRegex(
        @"gps|latitude|longitude|geo:|exif|\d[.,]\d{3,}|\d\s*°",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex PlaceInText();

    private static string Letters(ReadOnlySpan<byte> text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var value in text)
        {
            if (value != 0)
            {
                letters.Append((char)value);
            }
        }
        return letters.ToString();
    }

    /// <summary>TIFF 6.0: byte order, 42, offset of the first directory; entries of 12 bytes.</summary>
    private static bool InTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return false;
        }
        var isLittle = tiff[0] == (byte)'I';
        var directory = U32(tiff, 4, isLittle);
        if (directory > tiff.Length - 2)
        {
            return false;
        }
        var count = U16(tiff, (int)directory, isLittle);
        for (var i = 0; i < count; i++)
        {
            var at = directory + 2 + 12L * i;
            if (at > tiff.Length - 12)
            {
                return false;
            }
            if (U16(tiff, (int)at, isLittle) == GpsDirectory)
            {
                return true;
            }
        }

        return false;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at, bool isLittle) =>
        isLittle
            ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..])
            : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at, bool isLittle) =>
        isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..])
            : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
