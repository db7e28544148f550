using System.Buffers;
using System.Text;
using CivicForge.Api.Quests.Evidence.Formats;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>What a file is by its bytes, never by its name or what a client says: jpeg, png, webp, pdf, plain
/// text.</summary>
internal static class EvidenceMedia
{
    /// <summary>Reads the file to its last byte as what it begins as.</summary>
    /// <returns>The media type; null for anything that is not taken.</returns>
    /// <exception cref="NotAccountedException">It holds something besides.</exception>
    /// <exception cref="PictureTooLargeException">By its header.</exception>
    public static string? Check(ReadOnlyMemory<byte> file, int maxPixels)
    {
        var bytes = file.Span;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            JpegFile.Check(bytes, maxPixels);
            return "image/jpeg";
        }

        if (bytes.StartsWith(PngFile.Signature))
        {
            PngFile.Check(file, maxPixels);
            return "image/png";
        }

        if (WebpFile.Is(bytes))
        {
            WebpFile.Check(bytes, maxPixels);
            return "image/webp";
        }

        if (bytes.StartsWith("%PDF-"u8))
        {
            PdfFile.Check(file, maxPixels);
            return "application/pdf";
        }

        return IsText(bytes) && !IsSvg(bytes) ? "text/plain" : null;
    }

    /// <summary>The ending of a file name of a stored media type.</summary>
    public static string Extension(string mediaType) =>
        mediaType switch
        {
            "image/jpeg" => "jpg",
            "image/png" => "png",
            "image/webp" => "webp",
            "application/pdf" => "pdf",
            _ => "txt",
        };

    /// <summary>For people: what a file that is not taken seems to be.</summary>
    public static string Name(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            _ when bytes.Length > 12
                    && bytes[4..].StartsWith("ftyp"u8)
                    && IsOneOf(bytes[8..12], "heic", "heix", "heim", "heis", "mif1", "msf1") => "a HEIC picture",
            _ when bytes.Length > 12 && bytes[4..].StartsWith("ftypavif"u8) => "an AVIF picture",
            _ when bytes.Length > 12 && bytes[4..].StartsWith("ftyp"u8) => "a video",
            _ when bytes.StartsWith("GIF8"u8) => "a GIF picture",
            _ when bytes.StartsWith("BM"u8) => "a BMP picture",
            _ when bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) => "a TIFF or raw picture",
            _ when bytes.StartsWith("PK\u0003\u0004"u8) => "a ZIP archive or an office document",
            _ when IsText(bytes) && IsSvg(bytes) => "an SVG drawing",
            _ => "of an unknown kind",
        };

    private static bool IsOneOf(ReadOnlySpan<byte> brand, params ReadOnlySpan<string> brands) =>
        brands.Contains(Encoding.Latin1.GetString(brand));

    private static bool IsSvg(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding
            .UTF8.GetString(bytes[..Math.Min(bytes.Length, 4096)])
            .TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith('<') && text.Contains("<svg", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return false;
            }
        }
        for (var rest = bytes; !rest.IsEmpty; )
        {
            if (Rune.DecodeFromUtf8(rest, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }
            rest = rest[consumed..];
        }

        return true;
    }
}
