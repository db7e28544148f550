using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CivicForge.Chain.Crypto;

/// <summary>Keccak-256 as Ethereum uses it: the Keccak submission with rate 136 and padding <c>0x01…0x80</c>, not FIPS
/// 202 SHA3-256 (padding <c>0x06</c>). Source: "The Keccak reference", version 3.0.</summary>
public static class Keccak256
{
    /// <summary>keccak256 of <paramref name="data"/>.</summary>
    [SkipLocalsInit]
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Unsafe.SkipInit(out Hash32 digest);
        KeccakSponge<ulong, ScalarKeccak>.Hash(data, data.Length, MemoryMarshal.AsBytes(new Span<Hash32>(ref digest)));
        return digest;
    }

    /// <summary>Writes keccak256 of <paramref name="data"/> to <paramref name="digest"/> (32 bytes; may overlap the
    /// data).</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest) =>
        KeccakSponge<ulong, ScalarKeccak>.Hash(data, data.Length, digest[..Hash32.Size]);

    /// <summary>Hashes messages of equal length, several at once where the processor can.</summary>
    /// <param name="messages">The messages in a row, without gaps.</param>
    /// <param name="messageLength">Bytes a message.</param>
    /// <param name="digests">Takes 32 bytes a message, in the same order. MUST NOT overlap the messages.</param>
    /// <exception cref="ArgumentException">The messages do not fill <paramref name="digests"/>.</exception>
    public static void HashMany(ReadOnlySpan<byte> messages, int messageLength, Span<Hash32> digests) =>
        HashMany(messages, messageLength, digests, KeccakPaths.Best);

    internal static void HashMany(ReadOnlySpan<byte> messages, int messageLength, Span<Hash32> digests, KeccakPath path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(messageLength);
        if ((long)messageLength * digests.Length != messages.Length)
        {
            throw new ArgumentException(
                $"{digests.Length} messages of {messageLength} bytes are {(long)messageLength * digests.Length} "
                    + $"bytes, got {messages.Length}.",
                nameof(messages)
            );
        }
        if (!KeccakPaths.IsSupported(path))
        {
            throw new PlatformNotSupportedException($"This processor or runtime has no {path}.");
        }

        var bytes = MemoryMarshal.AsBytes(digests);
        if (path == KeccakPath.Avx512)
        {
            InLanes<Vector512<ulong>, Avx512Keccak>(ref messages, messageLength, ref bytes);
        }
        if (path >= KeccakPath.Avx2)
        {
            InLanes<Vector256<ulong>, Avx2Keccak>(ref messages, messageLength, ref bytes);
        }
        InLanes<ulong, ScalarKeccak>(ref messages, messageLength, ref bytes);
    }

    /// <summary>Hashes as many whole groups as there are and leaves the rest.</summary>
    private static void InLanes<TLane, TOperations>(ref ReadOnlySpan<byte> messages, int length, ref Span<byte> digests)
        where TLane : unmanaged
        where TOperations : struct, IKeccakOperations<TLane>
    {
        while (digests.Length >= TOperations.Count * Hash32.Size)
        {
            KeccakSponge<TLane, TOperations>.Hash(messages, length, digests);
            messages = messages[(TOperations.Count * length)..];
            digests = digests[(TOperations.Count * Hash32.Size)..];
        }
    }
}
