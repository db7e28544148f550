using System.Security.Cryptography;

namespace CivicForge.Chain.Crypto;

/// <summary>A secp256k1 private key. It never prints itself: <see cref="ToString"/> gives the address, and nothing but
/// <see cref="ToHex"/> gives the key.</summary>
public sealed class PrivateKey
{
    private readonly byte[] _secret;

    private PrivateKey(byte[] secret)
    {
        _secret = secret;
        Address = Secp256k1.AddressOf(secret);
    }

    public Address Address { get; }

    /// <exception cref="FormatException">Not <c>0x</c> and 64 hex digits, or outside 1 … n − 1. The message never
    /// quotes the input.</exception>
    public static PrivateKey FromHex(string hex)
    {
        var secret = new byte[32];
        if (!Hex.TryDecode(hex.AsSpan().Trim(), secret) || !Secp256k1.IsValidSecretKey(secret))
        {
            throw new FormatException(
                "Expected a secp256k1 private key: 0x followed by 64 hex digits, between 1 and the group order."
            );
        }
        return new PrivateKey(secret);
    }

    public static PrivateKey Generate()
    {
        var secret = new byte[32];
        do
        {
            RandomNumberGenerator.Fill(secret);
        } while (!Secp256k1.IsValidSecretKey(secret));
        return new PrivateKey(secret);
    }

    /// <summary>Signs a 32-byte digest: deterministic (RFC 6979), low s.</summary>
    public EcdsaSignature Sign(in Hash32 digest) => Secp256k1.Sign(digest, _secret);

    /// <summary>The key itself, for writing it to a key file. Treat the result as a secret.</summary>
    public string ToHex() => Hex.Encode(_secret);

    public override string ToString() => $"private key of {Address}";
}
