namespace CivicForge.Chain;

/// <summary>A quest's id in its three forms (protocol §2): a UUIDv7 in C# and SQL, canonical lower-case text in JSON,
/// and <c>bytes16</c> – the 16 bytes in text order (RFC 9562, big-endian) – wherever it is signed or hashed.</summary>
public static class QuestId
{
    public static byte[] ToBytes16(Guid id) => id.ToByteArray(bigEndian: true);

    public static void CopyTo(Guid id, Span<byte> destination) => id.TryWriteBytes(destination, bigEndian: true, out _);

    public static Guid FromBytes16(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);

    /// <summary><c>0x</c> and 32 lower-case digits, as in typed data and leaf values.</summary>
    public static string ToHex(Guid id) => "0x" + id.ToString("N");

    /// <summary>Parses canonical text only: 36 characters, lower-case.</summary>
    public static bool TryParse(string? text, out Guid id) =>
        Guid.TryParseExact(text, "D", out id) && text == id.ToString("D");
}
