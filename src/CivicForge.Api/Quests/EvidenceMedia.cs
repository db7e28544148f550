using System.Text;

namespace CivicForge.Api.Quests;

/// <summary>The media type by what the bytes are, never by what a client says: jpeg, png, webp, pdf, plain text; null for anything else.</summary>
internal static class EvidenceMedia
{
    public static string? Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8)) return "image/webp";
        if (bytes.StartsWith("%PDF-"u8)) return "application/pdf";
        return IsText(bytes) ? "text/plain" : null;
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) return false;
        for (var rest = bytes; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf8(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done) return false;
            rest = rest[consumed..];
        }

        return true;
    }
}
