using Nethereum.KeyStore.Crypto;

namespace CivicForge.Chain.Web3.Keys;

/// <summary>How a key store makes its key of a passphrase, and what one guess costs: the work that keeps others from
/// guessing is done by whoever opens it, too.</summary>
internal abstract record KeyDerivation(byte[] Salt)
{
    /// <summary>The bytes in it, decrypted.</summary>
    /// <exception cref="DecryptionException">The passphrase is another.</exception>
    internal abstract byte[] Open(string passphrase, byte[] mac, byte[] iv, byte[] cipherText);

    /// <summary>Bytes of memory.</summary>
    internal abstract Int128 Memory { get; }

    /// <summary>Bytes that are mixed; some hundred MiB take a second.</summary>
    internal abstract Int128 Work { get; }

    /// <summary>RFC 7914.</summary>
    internal sealed record Scrypt(int N, int R, int P, byte[] Salt) : KeyDerivation(Salt)
    {
        internal override Int128 Memory => 128 * ((Int128)N + P) * R;

        internal override Int128 Work => (Int128)128 * N * R * P;

        internal override byte[] Open(string passphrase, byte[] mac, byte[] iv, byte[] cipherText) =>
            new KeyStoreCrypto().DecryptScrypt(passphrase, mac, iv, cipherText, N, P, R, Salt, KeyStoreText.KeyLength);
    }

    /// <summary>RFC 8018, with HMAC-SHA-256: two blocks of 64 bytes each time.</summary>
    internal sealed record Pbkdf2(int Count, byte[] Salt) : KeyDerivation(Salt)
    {
        internal override Int128 Memory => 0;

        internal override Int128 Work => (Int128)128 * Count;

        internal override byte[] Open(string passphrase, byte[] mac, byte[] iv, byte[] cipherText) =>
            new KeyStoreCrypto().DecryptPbkdf2Sha256(
                passphrase,
                mac,
                iv,
                cipherText,
                Count,
                Salt,
                KeyStoreText.KeyLength
            );
    }
}
