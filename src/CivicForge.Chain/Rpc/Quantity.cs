using System.Globalization;
using System.Numerics;

namespace CivicForge.Chain.Rpc;

/// <summary>JSON-RPC quantities: <c>0x</c> and hex digits without leading zeros (Ethereum JSON-RPC
/// specification).</summary>
public static class Quantity
{
    public static string Encode(BigInteger number)
    {
        if (number.Sign < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, "A quantity cannot be negative.");
        }
        var digits = number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    /// <exception cref="FormatException">Not a quantity of at most 32 bytes.</exception>
    public static BigInteger Decode(string? text) =>
        text is { Length: > 2 and <= 66 }
        && text.StartsWith("0x", StringComparison.Ordinal)
        && BigInteger.TryParse(
            "0" + text[2..],
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : throw new FormatException($"'{(text is { Length: > 80 } ? text[..80] + "…" : text)}' is no quantity.");

    public static ulong DecodeUInt64(string? text)
    {
        var number = Decode(text);
        return number <= ulong.MaxValue
            ? (ulong)number
            : throw new FormatException($"'{text}' does not fit in 64 bits.");
    }
}
