using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CivicForge.Chain.Crypto;

/// <summary>Keccak-256 as Ethereum uses it: the Keccak submission with rate 136 and padding <c>0x01…0x80</c>, not FIPS 202 SHA3-256
/// (padding <c>0x06</c>). Source: "The Keccak reference", version 3.0.</summary>
public static class Keccak256
{
    private const int Rate = 136;

    /// <summary>keccak256 of <paramref name="data"/>.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Hash32.Size];
        Hash(data, digest);
        return new Hash32(digest);
    }

    /// <summary>Writes keccak256 of <paramref name="data"/> to <paramref name="digest"/> (32 bytes; may overlap the data).</summary>
    [SkipLocalsInit]
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        Span<ulong> state = stackalloc ulong[25];
        state.Clear();
        while (data.Length >= Rate)
        {
            Absorb(state, data[..Rate]);
            data = data[Rate..];
        }

        Span<byte> last = stackalloc byte[Rate];
        data.CopyTo(last);
        last[data.Length..].Clear();
        last[data.Length] = 0x01;
        last[Rate - 1] |= 0x80;
        Absorb(state, last);
        for (var i = 0; i < 4; i++) BinaryPrimitives.WriteUInt64LittleEndian(digest[(8 * i)..], state[i]);
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (var i = 0; i < Rate / 8; i++) state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
        KeccakF1600.Permute(state);
    }
}
