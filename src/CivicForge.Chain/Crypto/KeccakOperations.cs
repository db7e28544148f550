using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CivicForge.Chain.Crypto;

/// <summary>What the permutation Keccak-f[1600] (24 rounds of θ, ρ, π, χ, ι over 25 lanes, lane (x, y) at index x + 5y:
/// "The Keccak reference", version 3.0, §1.2) needs of a lane, for 1, 4 or 8 states side by side: one source gives
/// every kernel.</summary>
internal interface IKeccakOperations<TLane>
    where TLane : struct
{
    /// <summary>How many states a lane carries.</summary>
    static abstract int Count { get; }

    static abstract TLane Xor(TLane a, TLane b, TLane c, TLane d, TLane e);

    /// <summary>a ⊕ (b rotated left by 1).</summary>
    static abstract TLane XorRotated(TLane a, TLane b);

    /// <summary>a ⊕ b, rotated left by a constant.</summary>
    static abstract TLane XorRotate(TLane a, TLane b, [ConstantExpected] byte bits);

    /// <summary>a ⊕ (¬b ∧ c).</summary>
    static abstract TLane Chi(TLane a, TLane b, TLane c);

    static abstract TLane XorConstant(TLane a, ulong constant);

    /// <summary>XORs one little-endian word of each message into the lane: message i has it at byte <c>i ·
    /// stride</c>.</summary>
    static abstract TLane XorWords(TLane a, ReadOnlySpan<byte> first, int stride);

    /// <summary>The permutation, in the form that suits the registers.</summary>
    static abstract void Permute(Span<TLane> state);

    /// <summary>XORs <see cref="Count"/> words of each message into as many lanes.</summary>
    static abstract void XorSquare(Span<TLane> lanes, ReadOnlySpan<byte> first, int stride);

    /// <summary>Writes the first four words of each state, 32 bytes a state.</summary>
    static abstract void WriteDigests(ReadOnlySpan<TLane> lanes, Span<byte> digests);
}

/// <summary>One state in ordinary registers.</summary>
internal readonly struct ScalarKeccak : IKeccakOperations<ulong>
{
    public static int Count => 1;

    public static void Permute(Span<ulong> state) => KeccakF1600InMemory<ulong, ScalarKeccak>.Permute(state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor(ulong a, ulong b, ulong c, ulong d, ulong e) => a ^ b ^ c ^ d ^ e;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong XorRotated(ulong a, ulong b) => a ^ BitOperations.RotateLeft(b, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong XorRotate(ulong a, ulong b, [ConstantExpected] byte bits) =>
        BitOperations.RotateLeft(a ^ b, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Chi(ulong a, ulong b, ulong c) => a ^ (~b & c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong XorConstant(ulong a, ulong constant) => a ^ constant;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong XorWords(ulong a, ReadOnlySpan<byte> first, int stride) =>
        a ^ BinaryPrimitives.ReadUInt64LittleEndian(first);

    public static void XorSquare(Span<ulong> lanes, ReadOnlySpan<byte> first, int stride) =>
        lanes[0] = XorWords(lanes[0], first, stride);

    public static void WriteDigests(ReadOnlySpan<ulong> lanes, Span<byte> digests)
    {
        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digests[(8 * i)..], lanes[i]);
        }
    }
}

/// <summary>Four states in AVX2 registers.</summary>
internal readonly struct Avx2Keccak : IKeccakOperations<Vector256<ulong>>
{
    public static int Count => 4;

    public static void Permute(Span<Vector256<ulong>> state) =>
        KeccakF1600InMemory<Vector256<ulong>, Avx2Keccak>.Permute(state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(
        Vector256<ulong> a,
        Vector256<ulong> b,
        Vector256<ulong> c,
        Vector256<ulong> d,
        Vector256<ulong> e
    ) => a ^ b ^ c ^ d ^ e;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> XorRotated(Vector256<ulong> a, Vector256<ulong> b) => a ^ (b << 1) ^ (b >>> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> XorRotate(Vector256<ulong> a, Vector256<ulong> b, [ConstantExpected] byte bits)
    {
        var mixed = a ^ b;
        return bits == 0 ? mixed : (mixed << bits) | (mixed >>> (64 - bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Chi(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) =>
        a ^ Avx2.AndNot(b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> XorConstant(Vector256<ulong> a, ulong constant) => a ^ Vector256.Create(constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> XorWords(Vector256<ulong> a, ReadOnlySpan<byte> first, int stride) =>
        a ^ Vector256.Create(Word(first, 0), Word(first, stride), Word(first, 2 * stride), Word(first, 3 * stride));

    public static void XorSquare(Span<Vector256<ulong>> lanes, ReadOnlySpan<byte> first, int stride) =>
        LaneTranspose.XorFour(lanes, first, stride);

    public static void WriteDigests(ReadOnlySpan<Vector256<ulong>> lanes, Span<byte> digests) =>
        LaneTranspose.WriteFour(lanes, digests);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ReadOnlySpan<byte> bytes, int position) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[position..]);
}

/// <summary>Eight states in AVX-512 registers: three-operand logic and native rotations.</summary>
internal readonly struct Avx512Keccak : IKeccakOperations<Vector512<ulong>>
{
    private const byte XorOfThree = 0x96,
        XorAndNot = 0xD2;

    public static int Count => 8;

    public static void Permute(Span<Vector512<ulong>> state) =>
        KeccakF1600InRegisters<Vector512<ulong>, Avx512Keccak>.Permute(state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(
        Vector512<ulong> a,
        Vector512<ulong> b,
        Vector512<ulong> c,
        Vector512<ulong> d,
        Vector512<ulong> e
    ) => Avx512F.TernaryLogic(Avx512F.TernaryLogic(a, b, c, XorOfThree), d, e, XorOfThree);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> XorRotated(Vector512<ulong> a, Vector512<ulong> b) => a ^ Avx512F.RotateLeft(b, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> XorRotate(Vector512<ulong> a, Vector512<ulong> b, [ConstantExpected] byte bits) =>
        bits == 0 ? a ^ b : Avx512F.RotateLeft(a ^ b, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Chi(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) =>
        Avx512F.TernaryLogic(a, b, c, XorAndNot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> XorConstant(Vector512<ulong> a, ulong constant) => a ^ Vector512.Create(constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> XorWords(Vector512<ulong> a, ReadOnlySpan<byte> first, int stride) =>
        a
        ^ Vector512.Create(
            Word(first, 0),
            Word(first, stride),
            Word(first, 2 * stride),
            Word(first, 3 * stride),
            Word(first, 4 * stride),
            Word(first, 5 * stride),
            Word(first, 6 * stride),
            Word(first, 7 * stride)
        );

    public static void XorSquare(Span<Vector512<ulong>> lanes, ReadOnlySpan<byte> first, int stride) =>
        LaneTranspose.XorEight(lanes, first, stride);

    public static void WriteDigests(ReadOnlySpan<Vector512<ulong>> lanes, Span<byte> digests) =>
        LaneTranspose.WriteEight(lanes, digests);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ReadOnlySpan<byte> bytes, int position) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[position..]);
}
