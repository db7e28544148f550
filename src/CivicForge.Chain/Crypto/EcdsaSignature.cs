namespace CivicForge.Chain.Crypto;

/// <summary>Why bytes are not an ECDSA signature that protocol §4 step 1 accepts.</summary>
public enum SignatureFault
{
    None,

    /// <summary>Neither 65 bytes (r‖s‖v) nor 64 bytes (EIP-2098).</summary>
    Length,

    /// <summary>v is none of 0, 1, 27, 28.</summary>
    RecoveryId,

    /// <summary>r or s is zero or not below the group order.</summary>
    Range,

    /// <summary>s is above half the group order (EIP-2): a malleable twin of an accepted signature.</summary>
    HighS,
}

/// <summary>An ECDSA signature over secp256k1 with its recovery id. r and s are 32-byte big-endian numbers; s may be
/// high until <see cref="TryParse"/> has refused it.</summary>
public readonly struct EcdsaSignature : IEquatable<EcdsaSignature>
{
    public const int Size = 65;

    public EcdsaSignature(Hash32 r, Hash32 s, byte recoveryId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recoveryId, (byte)1);
        R = r;
        S = s;
        RecoveryId = recoveryId;
    }

    public Hash32 R { get; }
    public Hash32 S { get; }

    /// <summary>0 or 1: the parity of R's y coordinate.</summary>
    public byte RecoveryId { get; }

    /// <summary>The group order n (SEC 2, secp256k1).</summary>
    public static readonly Hash32 Order = Hash32.Parse(
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
    );

    /// <summary>n / 2, rounded down: the greatest low s (EIP-2).</summary>
    public static readonly Hash32 HalfOrder = Hash32.Parse(
        "0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0"
    );

    /// <summary>Reads 65 bytes r‖s‖v with v 0, 1, 27 or 28, or 64 bytes r‖yParityAndS (EIP-2098). On
    /// <see cref="SignatureFault.HighS"/> the parsed signature is given too, so that a caller can tell whose it would
    /// be.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out EcdsaSignature signature, out SignatureFault fault)
    {
        signature = default;
        if (bytes.Length is not (64 or Size))
        {
            fault = SignatureFault.Length;
            return false;
        }

        Span<byte> s = stackalloc byte[32];
        bytes.Slice(32, 32).CopyTo(s);
        byte v;
        if (bytes.Length == 64)
        {
            v = (byte)(s[0] >> 7);
            s[0] &= 0x7f;
        }
        else
        {
            v = bytes[64];
            if (v is not (0 or 1 or 27 or 28))
            {
                fault = SignatureFault.RecoveryId;
                return false;
            }

            if (v >= 27)
            {
                v -= 27;
            }
        }

        var (r32, s32) = (new Hash32(bytes[..32]), new Hash32(s));
        if (r32.IsZero || s32.IsZero || r32 >= Order || s32 >= Order)
        {
            fault = SignatureFault.Range;
            return false;
        }

        signature = new EcdsaSignature(r32, s32, v);
        fault = s32 > HalfOrder ? SignatureFault.HighS : SignatureFault.None;
        return fault == SignatureFault.None;
    }

    /// <summary>65 bytes r‖s‖v with v 27 or 28: the form that is stored and hashed.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        R.CopyTo(bytes);
        S.CopyTo(bytes.AsSpan(32));
        bytes[64] = (byte)(27 + RecoveryId);
        return bytes;
    }

    public bool Equals(EcdsaSignature other) => R == other.R && S == other.S && RecoveryId == other.RecoveryId;

    public override bool Equals(object? obj) => obj is EcdsaSignature other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(R, S, RecoveryId);

    public static bool operator ==(EcdsaSignature left, EcdsaSignature right) => left.Equals(right);

    public static bool operator !=(EcdsaSignature left, EcdsaSignature right) => !left.Equals(right);
}
