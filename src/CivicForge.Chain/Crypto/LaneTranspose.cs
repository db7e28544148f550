using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CivicForge.Chain.Crypto;

/// <summary>Turns squares of 64-bit words around between "one message after the other" and "one word of every message":
/// two rounds of interleaving, pairs of words and then 128-bit halves, instead of moving single words.</summary>
internal static class LaneTranspose
{
    /// <summary>XORs four words of each of four messages into four lanes; message i begins at byte <c>i ·
    /// stride</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void XorFour(Span<Vector256<ulong>> lanes, ReadOnlySpan<byte> first, int stride)
    {
        var (w0, w1, w2, w3) = Four(
            Read256(first, 0),
            Read256(first, stride),
            Read256(first, 2 * stride),
            Read256(first, 3 * stride)
        );
        (lanes[0], lanes[1], lanes[2], lanes[3]) = (lanes[0] ^ w0, lanes[1] ^ w1, lanes[2] ^ w2, lanes[3] ^ w3);
    }

    /// <summary>XORs eight words of each of eight messages into eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void XorEight(Span<Vector512<ulong>> lanes, ReadOnlySpan<byte> first, int stride)
    {
        var (r0, r1, r2, r3) = (
            Read512(first, 0),
            Read512(first, stride),
            Read512(first, 2 * stride),
            Read512(first, 3 * stride)
        );
        var (r4, r5, r6, r7) = (
            Read512(first, 4 * stride),
            Read512(first, 5 * stride),
            Read512(first, 6 * stride),
            Read512(first, 7 * stride)
        );
        XorQuarters(
            lanes,
            0,
            Avx512F.UnpackLow(r0, r1),
            Avx512F.UnpackLow(r2, r3),
            Avx512F.UnpackLow(r4, r5),
            Avx512F.UnpackLow(r6, r7)
        );
        XorQuarters(
            lanes,
            1,
            Avx512F.UnpackHigh(r0, r1),
            Avx512F.UnpackHigh(r2, r3),
            Avx512F.UnpackHigh(r4, r5),
            Avx512F.UnpackHigh(r6, r7)
        );
    }

    /// <summary>Writes the first four words of each of four states, 32 bytes a state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WriteFour(ReadOnlySpan<Vector256<ulong>> lanes, Span<byte> digests)
    {
        var (d0, d1, d2, d3) = Four(lanes[0], lanes[1], lanes[2], lanes[3]);
        MemoryMarshal.Write(digests, d0);
        MemoryMarshal.Write(digests[32..], d1);
        MemoryMarshal.Write(digests[64..], d2);
        MemoryMarshal.Write(digests[96..], d3);
    }

    /// <summary>Writes the first four words of each of eight states.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WriteEight(ReadOnlySpan<Vector512<ulong>> lanes, Span<byte> digests)
    {
        WriteFour([lanes[0].GetLower(), lanes[1].GetLower(), lanes[2].GetLower(), lanes[3].GetLower()], digests);
        WriteFour([lanes[0].GetUpper(), lanes[1].GetUpper(), lanes[2].GetUpper(), lanes[3].GetUpper()], digests[128..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong>, Vector256<ulong>, Vector256<ulong>, Vector256<ulong>) Four(
        Vector256<ulong> r0,
        Vector256<ulong> r1,
        Vector256<ulong> r2,
        Vector256<ulong> r3
    )
    {
        var (even01, odd01, even23, odd23) = (
            Avx2.UnpackLow(r0, r1),
            Avx2.UnpackHigh(r0, r1),
            Avx2.UnpackLow(r2, r3),
            Avx2.UnpackHigh(r2, r3)
        );
        return (
            Avx2.Permute2x128(even01, even23, 0x20),
            Avx2.Permute2x128(odd01, odd23, 0x20),
            Avx2.Permute2x128(even01, even23, 0x31),
            Avx2.Permute2x128(odd01, odd23, 0x31)
        );
    }

    /// <summary>Gathers the 128-bit quarter number q of a, b, c, d into lane 2q + <paramref name="odd"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void XorQuarters(
        Span<Vector512<ulong>> lanes,
        int odd,
        Vector512<ulong> a,
        Vector512<ulong> b,
        Vector512<ulong> c,
        Vector512<ulong> d
    )
    {
        var (ab01, cd01) = (Avx512F.Shuffle4x128(a, b, 0x44), Avx512F.Shuffle4x128(c, d, 0x44));
        var (ab23, cd23) = (Avx512F.Shuffle4x128(a, b, 0xEE), Avx512F.Shuffle4x128(c, d, 0xEE));
        lanes[odd] ^= Avx512F.Shuffle4x128(ab01, cd01, 0x88);
        lanes[odd + 2] ^= Avx512F.Shuffle4x128(ab01, cd01, 0xDD);
        lanes[odd + 4] ^= Avx512F.Shuffle4x128(ab23, cd23, 0x88);
        lanes[odd + 6] ^= Avx512F.Shuffle4x128(ab23, cd23, 0xDD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Read256(ReadOnlySpan<byte> bytes, int position) =>
        MemoryMarshal.Read<Vector256<ulong>>(bytes[position..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Read512(ReadOnlySpan<byte> bytes, int position) =>
        MemoryMarshal.Read<Vector512<ulong>>(bytes[position..]);
}
