using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>A header's logs bloom: 2,048 bits, big-endian, three a value from keccak256 (Yellow Paper §4.3.1, M3:2048).
/// Values are each log's emitter and topics.</summary>
internal sealed class LogsBloom
{
    internal const int Size = 256;

    private readonly byte[] _bits;

    internal LogsBloom(byte[] bits)
    {
        if (bits.Length != Size)
        {
            throw new EvidenceException($"A logs bloom has {Size} bytes, the node sent {bits.Length}.");
        }
        _bits = bits;
    }

    /// <summary>Some chains do not fill the bloom, or set every bit: then it says nothing.</summary>
    internal bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept((byte)0);

    internal bool IsFull => !_bits.AsSpan().ContainsAnyExcept((byte)0xff);

    internal bool MayContain(ReadOnlySpan<byte> value) => MayContain(BloomBits.Of(value));

    internal bool MayContain(BloomBits value) => Has(value.First) && Has(value.Second) && Has(value.Third);

    /// <summary>The bloom that a block with exactly these logs must have.</summary>
    internal static byte[] Of(IReadOnlyList<Log> logs, BloomBits.Known known)
    {
        var bits = new byte[Size];
        foreach (var log in logs)
        {
            Add(bits, known.Of(log.Address.Bytes));
            foreach (var topic in log.Topics)
            {
                Add(bits, known.Of(topic.Bytes));
            }
        }

        return bits;
    }

    /// <summary>Whether this header announces a log that is not among those whose bloom is given: none may be
    /// missing.</summary>
    internal bool AnnouncesMoreThan(byte[] bits) => Exceeds(_bits, bits);

    /// <summary>Whether a log is among them that this header does not announce.</summary>
    internal bool AnnouncesLessThan(byte[] bits) => Exceeds(bits, _bits);

    private static bool Exceeds(byte[] larger, byte[] smaller)
    {
        for (var i = 0; i < Size; i++)
        {
            if ((larger[i] & ~smaller[i]) != 0)
            {
                return true;
            }
        }
        return false;
    }

    private static void Add(byte[] bits, BloomBits value)
    {
        Set(bits, value.First);
        Set(bits, value.Second);
        Set(bits, value.Third);
    }

    private bool Has(int bit) => (_bits[Size - 1 - bit / 8] & (1 << (bit % 8))) != 0;

    private static void Set(byte[] bits, int bit) => bits[Size - 1 - bit / 8] |= (byte)(1 << (bit % 8));
}
