using System.Runtime.CompilerServices;

namespace CivicForge.Chain.Crypto;

/// <summary>Keccak-f[1600] with all 25 lanes in local variables, for processors with 32 wide registers
/// (AVX-512).</summary>
/// <remarks>Compiled fully at the first call: a kernel that waits for tier 1 runs 4–5 times slower until it gets
/// there.</remarks>
internal static class KeccakF1600InRegisters<TLane, TOperations>
    where TLane : struct
    where TOperations : struct, IKeccakOperations<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Permute(Span<TLane> state)
    {
        _ = state[24];
        TLane a0 = state[0],
            a1 = state[1],
            a2 = state[2],
            a3 = state[3],
            a4 = state[4];
        TLane a5 = state[5],
            a6 = state[6],
            a7 = state[7],
            a8 = state[8],
            a9 = state[9];
        TLane a10 = state[10],
            a11 = state[11],
            a12 = state[12],
            a13 = state[13],
            a14 = state[14];
        TLane a15 = state[15],
            a16 = state[16],
            a17 = state[17],
            a18 = state[18],
            a19 = state[19];
        TLane a20 = state[20],
            a21 = state[21],
            a22 = state[22],
            a23 = state[23],
            a24 = state[24];

        foreach (var constant in KeccakRounds.Constants)
        {
            // θ: the parity of each column goes into its two neighbours.
            var c0 = TOperations.Xor(a0, a5, a10, a15, a20);
            var c1 = TOperations.Xor(a1, a6, a11, a16, a21);
            var c2 = TOperations.Xor(a2, a7, a12, a17, a22);
            var c3 = TOperations.Xor(a3, a8, a13, a18, a23);
            var c4 = TOperations.Xor(a4, a9, a14, a19, a24);
            var d0 = TOperations.XorRotated(c4, c1);
            var d1 = TOperations.XorRotated(c0, c2);
            var d2 = TOperations.XorRotated(c1, c3);
            var d3 = TOperations.XorRotated(c2, c4);
            var d4 = TOperations.XorRotated(c3, c0);

            // ρ and π: every lane is rotated and takes the place of the next one in π's cycle of 24.
            a0 = TOperations.XorRotate(a0, d0, 0);
            var first = TOperations.XorRotate(a1, d1, 1);
            a1 = TOperations.XorRotate(a6, d1, 44);
            a6 = TOperations.XorRotate(a9, d4, 20);
            a9 = TOperations.XorRotate(a22, d2, 61);
            a22 = TOperations.XorRotate(a14, d4, 39);
            a14 = TOperations.XorRotate(a20, d0, 18);
            a20 = TOperations.XorRotate(a2, d2, 62);
            a2 = TOperations.XorRotate(a12, d2, 43);
            a12 = TOperations.XorRotate(a13, d3, 25);
            a13 = TOperations.XorRotate(a19, d4, 8);
            a19 = TOperations.XorRotate(a23, d3, 56);
            a23 = TOperations.XorRotate(a15, d0, 41);
            a15 = TOperations.XorRotate(a4, d4, 27);
            a4 = TOperations.XorRotate(a24, d4, 14);
            a24 = TOperations.XorRotate(a21, d1, 2);
            a21 = TOperations.XorRotate(a8, d3, 55);
            a8 = TOperations.XorRotate(a16, d1, 45);
            a16 = TOperations.XorRotate(a5, d0, 36);
            a5 = TOperations.XorRotate(a3, d3, 28);
            a3 = TOperations.XorRotate(a18, d3, 21);
            a18 = TOperations.XorRotate(a17, d2, 15);
            a17 = TOperations.XorRotate(a11, d1, 10);
            a11 = TOperations.XorRotate(a7, d2, 6);
            a7 = TOperations.XorRotate(a10, d0, 3);
            a10 = first;

            // χ, row by row, and ι on lane 0.
            TLane s = a0,
                t = a1;
            a0 = TOperations.XorConstant(TOperations.Chi(s, t, a2), constant);
            a1 = TOperations.Chi(t, a2, a3);
            a2 = TOperations.Chi(a2, a3, a4);
            a3 = TOperations.Chi(a3, a4, s);
            a4 = TOperations.Chi(a4, s, t);
            (s, t) = (a5, a6);
            a5 = TOperations.Chi(s, t, a7);
            a6 = TOperations.Chi(t, a7, a8);
            a7 = TOperations.Chi(a7, a8, a9);
            a8 = TOperations.Chi(a8, a9, s);
            a9 = TOperations.Chi(a9, s, t);
            (s, t) = (a10, a11);
            a10 = TOperations.Chi(s, t, a12);
            a11 = TOperations.Chi(t, a12, a13);
            a12 = TOperations.Chi(a12, a13, a14);
            a13 = TOperations.Chi(a13, a14, s);
            a14 = TOperations.Chi(a14, s, t);
            (s, t) = (a15, a16);
            a15 = TOperations.Chi(s, t, a17);
            a16 = TOperations.Chi(t, a17, a18);
            a17 = TOperations.Chi(a17, a18, a19);
            a18 = TOperations.Chi(a18, a19, s);
            a19 = TOperations.Chi(a19, s, t);
            (s, t) = (a20, a21);
            a20 = TOperations.Chi(s, t, a22);
            a21 = TOperations.Chi(t, a22, a23);
            a22 = TOperations.Chi(a22, a23, a24);
            a23 = TOperations.Chi(a23, a24, s);
            a24 = TOperations.Chi(a24, s, t);
        }

        (state[0], state[1], state[2], state[3], state[4]) = (a0, a1, a2, a3, a4);
        (state[5], state[6], state[7], state[8], state[9]) = (a5, a6, a7, a8, a9);
        (state[10], state[11], state[12], state[13], state[14]) = (a10, a11, a12, a13, a14);
        (state[15], state[16], state[17], state[18], state[19]) = (a15, a16, a17, a18, a19);
        (state[20], state[21], state[22], state[23], state[24]) = (a20, a21, a22, a23, a24);
    }
}
