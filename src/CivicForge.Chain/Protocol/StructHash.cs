using System.Buffers.Binary;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Protocol;

/// <summary>Fills the words of a struct's encodeData one after the other on the stack: nothing is allocated for an
/// attestation.</summary>
internal ref struct StructHash
{
    private readonly Span<byte> _words;
    private int _position;

    internal StructHash(Span<byte> words)
    {
        _words = words;
        _words.Clear();
    }

    internal void Add(in Hash32 hash) => hash.CopyTo(Next());

    internal void Add(in Address address) => address.CopyTo(Next()[12..]);

    /// <summary>bytes16, left-aligned.</summary>
    internal void Add(Guid questId) => QuestId.CopyTo(questId, Next());

    internal void Add(ulong number) => BinaryPrimitives.WriteUInt64BigEndian(Next()[24..], number);

    internal readonly Hash32 Hash() => Keccak256.Hash(_words);

    private Span<byte> Next()
    {
        var word = _words.Slice(_position, 32);
        _position += 32;
        return word;
    }
}
