using System.Buffers.Binary;

namespace CivicForge.Api.Quests;

/// <summary>Whether a picture still says where it was taken: a GPS directory with coordinates in its EXIF block (CIPA DC-008, tag 0x8825),
/// wherever the container keeps it (JPEG APP1, PNG eXIf, WebP EXIF), or XMP with <c>exif:GPSLatitude</c>.</summary>
internal static class EvidenceLocation
{
    private const ushort GpsDirectory = 0x8825;

    public static bool IsIn(ReadOnlySpan<byte> bytes, string mediaType)
    {
        if (mediaType == "text/plain") return false;
        if (bytes.IndexOf("GPSLatitude"u8) >= 0 || bytes.IndexOf("GPSLongitude"u8) >= 0) return true;
        return mediaType switch
        {
            "image/jpeg" => InJpeg(bytes),
            "image/png" => InPng(bytes),
            "image/webp" => InWebp(bytes),
            _ => false,
        };
    }

    private static bool InJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var rest = bytes[2..]; rest.Length >= 4 && rest[0] == 0xFF && rest[1] is not (0xDA or 0xD9);)
        {
            if (rest[1] == 0xFF)
            {
                rest = rest[1..];
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || rest.Length < 2 + length) return false;
            var segment = rest.Slice(4, length - 2);
            if (rest[1] == 0xE1 && segment.StartsWith("Exif\0\0"u8) && InTiff(segment[6..])) return true;
            rest = rest[(2 + length)..];
        }

        return false;
    }

    private static bool InPng(ReadOnlySpan<byte> bytes)
    {
        for (var rest = bytes[8..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12) return false;
            if (rest[4..].StartsWith("eXIf"u8) && InTiff(rest.Slice(8, (int)length))) return true;
            rest = rest[(12 + (int)length)..];
        }

        return false;
    }

    private static bool InWebp(ReadOnlySpan<byte> bytes)
    {
        for (var rest = bytes[12..]; rest.Length >= 8;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - 8) return false;
            var chunk = rest.Slice(8, (int)length);
            if (rest.StartsWith("EXIF"u8) && InTiff(chunk.StartsWith("Exif\0\0"u8) ? chunk[6..] : chunk)) return true;
            rest = rest[Math.Min(rest.Length, 8 + (int)length + (int)(length & 1))..];
        }

        return false;
    }

    /// <summary>TIFF 6.0: byte order, 42, offset of the first directory; entries of 12 bytes. Coordinates are the GPS tags 1 to 4.</summary>
    private static bool InTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return false;
        var isLittle = tiff[0] == (byte)'I';
        return Entry(tiff, U32(tiff, 4, isLittle), isLittle, static tag => tag == GpsDirectory) is { } gps
            && Entry(tiff, gps, isLittle, static tag => tag is >= 1 and <= 4) is not null;
    }

    /// <summary>The value of the first matching entry of the directory at <paramref name="offset"/>.</summary>
    private static uint? Entry(ReadOnlySpan<byte> tiff, uint offset, bool isLittle, Func<ushort, bool> matches)
    {
        if (offset > tiff.Length - 2) return null;
        var count = U16(tiff, (int)offset, isLittle);
        for (var i = 0; i < count; i++)
        {
            var at = offset + 2 + 12L * i;
            if (at > tiff.Length - 12) return null;
            if (matches(U16(tiff, (int)at, isLittle))) return U32(tiff, (int)at + 8, isLittle);
        }

        return null;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
