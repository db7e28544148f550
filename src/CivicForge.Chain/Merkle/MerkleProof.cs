using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Merkle;

/// <summary>Proofs as OpenZeppelin's <c>MerkleProof</c>: each step hashes the pair in ascending order (commutative
/// keccak256).</summary>
public static class MerkleProof
{
    /// <summary>A tree of 65,536 leaves is 16 deep; a longer proof is never valid (protocol §6, §7).</summary>
    public const int MaxLength = 16;

    /// <summary>The root that the proof leads to from <paramref name="leaf"/>.</summary>
    public static Hash32 Process(Hash32 leaf, IReadOnlyList<Hash32> proof)
    {
        var node = leaf;
        foreach (var sibling in proof)
        {
            node = HashPair(node, sibling);
        }
        return node;
    }

    public static bool Verify(Hash32 root, Hash32 leaf, IReadOnlyList<Hash32> proof) =>
        proof.Count <= MaxLength && Process(leaf, proof) == root;

    internal static Hash32 HashPair(in Hash32 left, in Hash32 right)
    {
        Span<byte> pair = stackalloc byte[64];
        var ascending = left <= right;
        left.CopyTo(pair[(ascending ? 0 : 32)..]);
        right.CopyTo(pair[(ascending ? 32 : 0)..]);
        return Keccak256.Hash(pair);
    }
}
