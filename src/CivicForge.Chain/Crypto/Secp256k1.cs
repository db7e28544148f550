using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace CivicForge.Chain.Crypto;

/// <summary>ECDSA over secp256k1 with public key recovery, on the native library. Signing is deterministic (RFC 6979)
/// and gives low s.</summary>
public static unsafe class Secp256k1
{
    private const uint Uncompressed = 2;

    /// <summary>The address whose key made <paramref name="signature"/> over <paramref name="digest"/>, or null when
    /// there is none. A high s is recovered as well: refusing it is <see cref="EcdsaSignature.TryParse"/>'s
    /// work.</summary>
    [SkipLocalsInit]
    public static Address? Recover(in Hash32 digest, in EcdsaSignature signature)
    {
        byte* compact = stackalloc byte[64];
        byte* parsed = stackalloc byte[65];
        byte* publicKey = stackalloc byte[64];
        signature.R.CopyTo(new Span<byte>(compact, 32));
        signature.S.CopyTo(new Span<byte>(compact + 32, 32));
        fixed (byte* hash = digest.Bytes)
        {
            if (NativeSecp256k1.RecoverableParse(NativeSecp256k1.Context, parsed, compact, signature.RecoveryId) != 1)
            {
                return null;
            }
            if (NativeSecp256k1.Recover(NativeSecp256k1.Context, publicKey, parsed, hash) != 1)
            {
                return null;
            }
        }

        return ToAddress(publicKey);
    }

    /// <summary>Signs a digest.</summary>
    [SkipLocalsInit]
    internal static EcdsaSignature Sign(in Hash32 digest, ReadOnlySpan<byte> secretKey)
    {
        byte* signature = stackalloc byte[65];
        byte* compact = stackalloc byte[64];
        int recoveryId;
        fixed (byte* hash = digest.Bytes)
        fixed (byte* key = secretKey)
        {
            if (NativeSecp256k1.SignRecoverable(NativeSecp256k1.Context, signature, hash, key, null, null) != 1)
            {
                throw new CryptographicException("secp256k1_ecdsa_sign_recoverable failed.");
            }
        }

        _ = NativeSecp256k1.RecoverableSerialize(NativeSecp256k1.Context, compact, &recoveryId, signature);
        if (recoveryId > 1)
        {
            throw new CryptographicException("The signature's r overflowed the field; Ethereum cannot carry it.");
        }
        return new EcdsaSignature(
            new Hash32(new ReadOnlySpan<byte>(compact, 32)),
            new Hash32(new ReadOnlySpan<byte>(compact + 32, 32)),
            (byte)recoveryId
        );
    }

    internal static bool IsValidSecretKey(ReadOnlySpan<byte> secretKey)
    {
        if (secretKey.Length != 32)
        {
            return false;
        }
        fixed (byte* key = secretKey)
        {
            return NativeSecp256k1.SecretKeyVerify(NativeSecp256k1.Context, key) == 1;
        }
    }

    internal static Address AddressOf(ReadOnlySpan<byte> secretKey)
    {
        byte* publicKey = stackalloc byte[64];
        fixed (byte* key = secretKey)
        {
            if (NativeSecp256k1.PublicKeyCreate(NativeSecp256k1.Context, publicKey, key) != 1)
            {
                throw new CryptographicException("The private key is not in the range 1 to n − 1.");
            }
        }

        return ToAddress(publicKey);
    }

    /// <summary>The last 20 bytes of keccak256(x‖y) (Yellow Paper, appendix F).</summary>
    private static Address ToAddress(byte* publicKey)
    {
        byte* serialized = stackalloc byte[65];
        nuint length = 65;
        _ = NativeSecp256k1.PublicKeySerialize(NativeSecp256k1.Context, serialized, &length, publicKey, Uncompressed);
        Span<byte> hash = stackalloc byte[32];
        Keccak256.Hash(new ReadOnlySpan<byte>(serialized + 1, 64), hash);
        return new Address(hash[12..]);
    }
}
