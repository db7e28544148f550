using CivicForge.Chain.Crypto;

namespace CivicForge.Indexer.Reading;

/// <summary>The three bits that a value sets in a <see cref="LogsBloom"/>: the low eleven of the first three pairs of
/// bytes of its hash.</summary>
internal readonly record struct BloomBits(ushort First, ushort Second, ushort Third)
{
    internal static BloomBits Of(ReadOnlySpan<byte> value)
    {
        var hash = Keccak256.Hash(value).Bytes;
        return new(Bit(hash), Bit(hash[2..]), Bit(hash[4..]));
    }

    private static ushort Bit(ReadOnlySpan<byte> pair) => (ushort)(((pair[0] << 8) | pair[1]) & 2047);

    /// <summary>The bits of values that were looked at before. A range of claims repeats its contract, its event and
    /// most of its members, and each log is looked at twice: of ten hashes a log, 0.25 µs each, this leaves about
    /// one.</summary>
    /// <remarks>Of one range, and so of one thread. A value takes the place of another with the same last
    /// bytes.</remarks>
    internal sealed class Known
    {
        private const int Places = 1024;
        private const int MostBytes = 32;

        private readonly byte[] _values = new byte[Places * MostBytes];
        private readonly byte[] _lengths = new byte[Places];
        private readonly BloomBits[] _bits = new BloomBits[Places];

        /// <param name="value">An address or a topic.</param>
        internal BloomBits Of(ReadOnlySpan<byte> value)
        {
            var place = ((value[^1] << 8) | value[^2]) & (Places - 1);
            var known = _values.AsSpan(place * MostBytes, value.Length);
            if (_lengths[place] != value.Length || !known.SequenceEqual(value))
            {
                value.CopyTo(known);
                (_lengths[place], _bits[place]) = ((byte)value.Length, BloomBits.Of(value));
            }
            return _bits[place];
        }
    }
}
