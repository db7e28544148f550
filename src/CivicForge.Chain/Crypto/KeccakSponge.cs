using System.Runtime.CompilerServices;

namespace CivicForge.Chain.Crypto;

/// <summary>Keccak-256 of as many equal-length messages as a lane carries: rate 136, padding <c>0x01…0x80</c>, the first 32 bytes squeezed.</summary>
internal static class KeccakSponge<TLane, TOperations>
    where TLane : unmanaged
    where TOperations : struct, IKeccakOperations<TLane>
{
    private const int Rate = 136;

    /// <summary>Hashes the messages that stand in a row at the front of <paramref name="messages"/> into digests in a row. Every word is read
    /// and written through a span, so a length that does not fit throws.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Hash(ReadOnlySpan<byte> messages, int length, Span<byte> digests)
    {
        Span<TLane> state = stackalloc TLane[25];
        state.Clear();
        var position = 0;
        for (; length - position >= Rate; position += Rate)
        {
            for (var word = 0; word < Rate / 8; word++) state[word] = TOperations.XorWords(state[word], messages[(position + 8 * word)..], length);
            TOperations.Permute(state);
        }

        var last = 0;
        for (; length - position >= 8; position += 8, last++) state[last] = TOperations.XorWords(state[last], messages[position..], length);
        if (position < length) state[last] = XorPartialWord(state[last], messages, position, length);
        state[last] = TOperations.XorConstant(state[last], 1UL << (8 * (length - position)));
        state[16] = TOperations.XorConstant(state[16], 0x80UL << 56);
        TOperations.Permute(state);
        for (var word = 0; word < 4; word++) TOperations.WriteWords(state[word], digests[(8 * word)..], Hash32.Size);
    }

    /// <summary>The last one to seven bytes of each message as a word that ends in zeros.</summary>
    private static TLane XorPartialWord(TLane lane, ReadOnlySpan<byte> messages, int position, int length)
    {
        Span<byte> words = stackalloc byte[8 * 8];
        words.Clear();
        for (var i = 0; i < TOperations.Count; i++) messages[(i * length + position)..((i + 1) * length)].CopyTo(words[(8 * i)..]);
        return TOperations.XorWords(lane, words, stride: 8);
    }
}
