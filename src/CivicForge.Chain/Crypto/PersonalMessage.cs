using System.Globalization;
using System.Text;

namespace CivicForge.Chain.Crypto;

/// <summary>The digest that <c>personal_sign</c> signs (EIP-191, version 0x45).</summary>
public static class PersonalMessage
{
    public static Hash32 Digest(string message)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var prefix = Encoding.UTF8.GetBytes(
            "\u0019Ethereum Signed Message:\n" + text.Length.ToString(CultureInfo.InvariantCulture)
        );
        return Keccak256.Hash([.. prefix, .. text]);
    }
}
