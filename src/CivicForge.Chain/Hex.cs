using System.Diagnostics.CodeAnalysis;

namespace CivicForge.Chain;

/// <summary>Hexadecimal text as Ethereum writes it: <c>0x</c> followed by two lower-case digits a byte
/// (protocol §2).</summary>
public static class Hex
{
    /// <summary>Encodes <paramref name="bytes"/> as <c>0x</c> and lower-case digits.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>The same as ASCII.</summary>
    /// <param name="text">2 bytes, and 2 for each of <paramref name="bytes"/>.</param>
    internal static void Write(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        "0x"u8.CopyTo(text);
        Convert.TryToHexStringLower(bytes, text[2..], out _);
    }

    /// <summary>Decodes <c>0x</c>-prefixed hex of any case.</summary>
    /// <exception cref="FormatException">No prefix, an odd number of digits, or a character that is not a
    /// digit.</exception>
    public static byte[] Decode(string text) =>
        TryDecode(text, out var bytes)
            ? bytes
            : throw new FormatException("Expected 0x followed by an even number of hex digits.");

    /// <summary>Decodes <c>0x</c>-prefixed hex of any case; false when it is not that.</summary>
    public static bool TryDecode(string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text is null || text.Length % 2 != 0 || !text.StartsWith("0x", StringComparison.Ordinal))
        {
            return false;
        }
        var buffer = new byte[(text.Length - 2) / 2];
        if (Convert.FromHexString(text.AsSpan(2), buffer, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }
        bytes = buffer;
        return true;
    }

    /// <summary>Decodes into <paramref name="destination"/>, which must be filled exactly.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination) =>
        text.Length == 2 + 2 * destination.Length
        && text.StartsWith("0x", StringComparison.Ordinal)
        && Convert.FromHexString(text[2..], destination, out _, out _) == System.Buffers.OperationStatus.Done;

    /// <summary>The same from ASCII.</summary>
    /// <remarks>Digit by digit from a table. The library's vectors are faster once they are compiled for this
    /// processor; compiled ahead they are not for one with AVX-512, so that unoptimised they took 2 % of an indexer's
    /// first seconds, in which it decodes 400,000 fields.</remarks>
    internal static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        if (text.Length != 2 + 2 * destination.Length || text[0] != (byte)'0' || text[1] != (byte)'x')
        {
            return false;
        }
        var digits = Digits;
        var wrong = 0;
        for (int i = 0, at = 2; i < destination.Length; i++, at += 2)
        {
            int high = digits[text[at]],
                low = digits[text[at + 1]];
            wrong |= high | low;
            destination[i] = (byte)(high << 4 | low);
        }
        return wrong < 16;
    }

    /// <summary>The value of each character that is a hexadecimal digit, 255 for all others.</summary>
    private static readonly byte[] Digits = MakeDigits();

    private static byte[] MakeDigits()
    {
        var digits = new byte[256];
        Array.Fill(digits, byte.MaxValue);
        for (var i = 0; i < 10; i++)
        {
            digits['0' + i] = (byte)i;
        }
        for (var i = 10; i < 16; i++)
        {
            digits['a' - 10 + i] = digits['A' - 10 + i] = (byte)i;
        }
        return digits;
    }

    /// <summary>Whether the text is <c>0x</c> and lower-case digits only, as protocol §2 wants it on the
    /// wire.</summary>
    public static bool IsCanonical(ReadOnlySpan<char> text) =>
        text.Length % 2 == 0
        && text.StartsWith("0x", StringComparison.Ordinal)
        && !text[2..].ContainsAnyExcept("0123456789abcdef");
}
