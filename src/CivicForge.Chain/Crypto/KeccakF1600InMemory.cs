using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CivicForge.Chain.Crypto;

/// <summary>Keccak-f[1600] for processors with 16 registers: the lanes stay in memory, each round reads one state and
/// writes the next into another buffer row by row (the plane-per-plane order of "Keccak implementation overview",
/// version 3.2, §2.3). Half the instructions of the form in local variables, which spills them all: 93 instead of 230
/// ns a hash with plain AVX2.</summary>
internal static unsafe class KeccakF1600InMemory<TLane, TOperations>
    where TLane : unmanaged
    where TOperations : struct, IKeccakOperations<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    internal static void Permute(Span<TLane> state)
    {
        _ = state[24]; // every index below is a constant from 0 to 24
        var next = stackalloc TLane[25];
        fixed (TLane* a = state)
        {
            var c0 = TOperations.Xor(a[0], a[5], a[10], a[15], a[20]);
            var c1 = TOperations.Xor(a[1], a[6], a[11], a[16], a[21]);
            var c2 = TOperations.Xor(a[2], a[7], a[12], a[17], a[22]);
            var c3 = TOperations.Xor(a[3], a[8], a[13], a[18], a[23]);
            var c4 = TOperations.Xor(a[4], a[9], a[14], a[19], a[24]);
            var constants = KeccakRounds.Constants;
            for (var round = 0; round + 1 < constants.Length; round += 2)
            {
                Round(a, next, constants[round], ref c0, ref c1, ref c2, ref c3, ref c4);
                Round(next, a, constants[round + 1], ref c0, ref c1, ref c2, ref c3, ref c4);
            }
        }
    }

    /// <summary>Takes the parities of the columns of <paramref name="a"/> and leaves those of <paramref name="e"/>,
    /// summed up while its lanes are still in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        TLane* a,
        TLane* e,
        ulong constant,
        ref TLane c0,
        ref TLane c1,
        ref TLane c2,
        ref TLane c3,
        ref TLane c4
    )
    {
        // θ: the parity of each column goes into its two neighbours.
        var d0 = TOperations.XorRotated(c4, c1);
        var d1 = TOperations.XorRotated(c0, c2);
        var d2 = TOperations.XorRotated(c1, c3);
        var d3 = TOperations.XorRotated(c2, c4);
        var d4 = TOperations.XorRotated(c3, c0);

        // ρ and π bring these five lanes into each row; χ mixes the row; ι touches lane 0.
        var (b0, b1, b2, b3, b4) = (
            XorRotate(a[0], d0, 0),
            XorRotate(a[6], d1, 44),
            XorRotate(a[12], d2, 43),
            XorRotate(a[18], d3, 21),
            XorRotate(a[24], d4, 14)
        );
        e[0] = c0 = TOperations.XorConstant(TOperations.Chi(b0, b1, b2), constant);
        e[1] = c1 = TOperations.Chi(b1, b2, b3);
        e[2] = c2 = TOperations.Chi(b2, b3, b4);
        e[3] = c3 = TOperations.Chi(b3, b4, b0);
        e[4] = c4 = TOperations.Chi(b4, b0, b1);
        Row(
            e + 5,
            XorRotate(a[3], d3, 28),
            XorRotate(a[9], d4, 20),
            XorRotate(a[10], d0, 3),
            XorRotate(a[16], d1, 45),
            XorRotate(a[22], d2, 61),
            ref c0,
            ref c1,
            ref c2,
            ref c3,
            ref c4
        );
        Row(
            e + 10,
            XorRotate(a[1], d1, 1),
            XorRotate(a[7], d2, 6),
            XorRotate(a[13], d3, 25),
            XorRotate(a[19], d4, 8),
            XorRotate(a[20], d0, 18),
            ref c0,
            ref c1,
            ref c2,
            ref c3,
            ref c4
        );
        Row(
            e + 15,
            XorRotate(a[4], d4, 27),
            XorRotate(a[5], d0, 36),
            XorRotate(a[11], d1, 10),
            XorRotate(a[17], d2, 15),
            XorRotate(a[23], d3, 56),
            ref c0,
            ref c1,
            ref c2,
            ref c3,
            ref c4
        );
        Row(
            e + 20,
            XorRotate(a[2], d2, 62),
            XorRotate(a[8], d3, 55),
            XorRotate(a[14], d4, 39),
            XorRotate(a[15], d0, 41),
            XorRotate(a[21], d1, 2),
            ref c0,
            ref c1,
            ref c2,
            ref c3,
            ref c4
        );
    }

    /// <summary>χ over one row, and its share of the parities.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(
        TLane* row,
        TLane b0,
        TLane b1,
        TLane b2,
        TLane b3,
        TLane b4,
        ref TLane c0,
        ref TLane c1,
        ref TLane c2,
        ref TLane c3,
        ref TLane c4
    )
    {
        c0 = Store(row, TOperations.Chi(b0, b1, b2), c0);
        c1 = Store(row + 1, TOperations.Chi(b1, b2, b3), c1);
        c2 = Store(row + 2, TOperations.Chi(b2, b3, b4), c2);
        c3 = Store(row + 3, TOperations.Chi(b3, b4, b0), c3);
        c4 = Store(row + 4, TOperations.Chi(b4, b0, b1), c4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Store(TLane* at, TLane lane, TLane parity)
    {
        *at = lane;
        return XorRotate(parity, lane, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane XorRotate(TLane a, TLane b, [ConstantExpected] byte bits) => TOperations.XorRotate(a, b, bits);
}
