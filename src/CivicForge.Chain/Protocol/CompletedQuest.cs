using System.Runtime.CompilerServices;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Protocol;

/// <summary>A completed pair as it is anchored (protocol §6, and the struct of §7).</summary>
/// <param name="CompletedAt">Unix seconds: the operator's statement.</param>
public readonly record struct CompletedQuest(
    Guid QuestId,
    Address Creator,
    Address Performer,
    Hash32 WorkHash,
    uint Xp,
    uint Reputation,
    ulong CompletedAt,
    Hash32 SignaturesHash
)
{
    /// <summary>The leaf encoding, as <c>StandardMerkleTree</c> names it.</summary>
    public static readonly IReadOnlyList<string> LeafEncoding =
    [
        "bytes16",
        "address",
        "address",
        "bytes32",
        "uint32",
        "uint32",
        "uint64",
        "bytes32",
    ];

    /// <summary>Bytes of <c>abi.encode(values)</c>.</summary>
    public const int EncodedSize = 8 * 32;

    /// <summary>keccak256(keccak256(abi.encode(values))): double-hashed, so that an inner node is never a
    /// leaf.</summary>
    [SkipLocalsInit]
    public Hash32 Leaf()
    {
        Span<byte> words = stackalloc byte[EncodedSize];
        WriteEncoded(words);
        return Keccak256.Hash(Keccak256.Hash(words).Bytes);
    }

    /// <summary>Writes <c>abi.encode(values)</c>, 256 bytes.</summary>
    public void WriteEncoded(Span<byte> destination)
    {
        var data = new StructHash(destination[..EncodedSize]);
        data.Add(QuestId);
        data.Add(Creator);
        data.Add(Performer);
        data.Add(WorkHash);
        data.Add(Xp);
        data.Add(Reputation);
        data.Add(CompletedAt);
        data.Add(SignaturesHash);
    }
}
