using System.Globalization;
using System.Numerics;

namespace CivicForge.Sandbox.Funding;

/// <summary>Amounts for people: wei as coins of 10^18.</summary>
internal static class Ether
{
    private const int Decimals = 18;

    /// <summary>All digits, without zeros at the end: what is to be sent is sent exactly.</summary>
    public static string Text(BigInteger wei)
    {
        var (whole, rest) = (wei / BigInteger.Pow(10, Decimals), wei % BigInteger.Pow(10, Decimals));
        var digits = rest.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals, '0').TrimEnd('0');
        return digits.Length == 0
            ? whole.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{whole}.{digits}");
    }

    /// <summary>Up to three digits that count: an estimate has no more.</summary>
    public static BigInteger RoundedUp(BigInteger wei)
    {
        var digits = wei.ToString(CultureInfo.InvariantCulture).Length;
        var unit = BigInteger.Pow(10, Math.Max(0, digits - 3));
        return (wei + unit - 1) / unit * unit;
    }
}
