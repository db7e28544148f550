using System.Runtime.CompilerServices;

namespace CivicForge.Chain.Crypto;

/// <summary>Keccak-256 of as many equal-length messages as a lane carries: rate 136, padding <c>0x01…0x80</c>, the
/// first 32 bytes squeezed.</summary>
internal static class KeccakSponge<TLane, TOperations>
    where TLane : unmanaged
    where TOperations : struct, IKeccakOperations<TLane>
{
    private const int Rate = 136;

    /// <summary>Hashes the messages that stand in a row at the front of <paramref name="messages"/> into digests in a
    /// row. Every word is read and written through a span, so a length that does not fit throws.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Hash(ReadOnlySpan<byte> messages, int length, Span<byte> digests)
    {
        Span<TLane> state = stackalloc TLane[25];
        state.Clear();
        var position = 0;
        for (; length - position >= Rate; position += Rate)
        {
            Absorb(state, messages[position..], length, Rate / 8);
            TOperations.Permute(state);
        }

        var words = (length - position) / 8;
        Absorb(state, messages[position..], length, words);
        position += 8 * words;
        if (position < length)
        {
            state[words] = XorPartialWord(state[words], messages, position, length);
        }
        state[words] = TOperations.XorConstant(state[words], 1UL << (8 * (length - position)));
        state[16] = TOperations.XorConstant(state[16], 0x80UL << 56);
        TOperations.Permute(state);
        TOperations.WriteDigests(state, digests);
    }

    /// <summary>XORs the next words of each message into the front of the state: in squares, then one by one.</summary>
    private static void Absorb(Span<TLane> state, ReadOnlySpan<byte> messages, int stride, int words)
    {
        var word = 0;
        for (; words - word >= TOperations.Count; word += TOperations.Count)
        {
            TOperations.XorSquare(state[word..], messages[(8 * word)..], stride);
        }
        for (; word < words; word++)
        {
            state[word] = TOperations.XorWords(state[word], messages[(8 * word)..], stride);
        }
    }

    /// <summary>The last one to seven bytes of each message as a word that ends in zeros.</summary>
    private static TLane XorPartialWord(TLane lane, ReadOnlySpan<byte> messages, int position, int length)
    {
        Span<byte> words = stackalloc byte[8 * 8];
        words.Clear();
        for (var i = 0; i < TOperations.Count; i++)
        {
            messages[(i * length + position)..((i + 1) * length)].CopyTo(words[(8 * i)..]);
        }
        return TOperations.XorWords(lane, words, stride: 8);
    }
}
