using System.Runtime.InteropServices;

namespace CivicForge.Chain.Merkle;

/// <summary>OpenZeppelin's <c>StandardMerkleTree</c> (<c>standard-v1</c>): leaves sorted by hash and laid out backwards at the end of a complete
/// binary array of 2n − 1 nodes, root at 0, children of i at 2i + 1 and 2i + 2.</summary>
public sealed class StandardMerkleTree
{
    private readonly Hash32[] _nodes;
    private readonly int[] _treeIndices;

    private StandardMerkleTree(Hash32[] nodes, int[] treeIndices)
    {
        _nodes = nodes;
        _treeIndices = treeIndices;
    }

    public Hash32 Root => _nodes[0];
    public int LeafCount => _treeIndices.Length;

    /// <summary>The flat array: 2n − 1 nodes.</summary>
    public ReadOnlySpan<Hash32> Nodes => _nodes;

    /// <summary>The flat array as bytes, 32 a node.</summary>
    public ReadOnlySpan<byte> NodeBytes => MemoryMarshal.AsBytes(_nodes.AsSpan());

    /// <summary>Builds the tree over leaf hashes (already double-hashed, protocol §6).</summary>
    /// <exception cref="ArgumentException">No leaves: a tree has at least one.</exception>
    public static StandardMerkleTree Build(ReadOnlySpan<Hash32> leaves)
    {
        if (leaves.IsEmpty) throw new ArgumentException("A Merkle tree needs at least one leaf.", nameof(leaves));
        var sorted = leaves.ToArray();
        var order = new int[leaves.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(sorted, order);

        var nodes = new Hash32[2 * leaves.Length - 1];
        var treeIndices = new int[leaves.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            var index = nodes.Length - 1 - i;
            nodes[index] = sorted[i];
            treeIndices[order[i]] = index;
        }

        for (var i = nodes.Length - 1 - leaves.Length; i >= 0; i--) nodes[i] = MerkleProof.HashPair(nodes[2 * i + 1], nodes[2 * i + 2]);
        return new StandardMerkleTree(nodes, treeIndices);
    }

    /// <summary>Where leaf <paramref name="position"/> of the input stands in <see cref="Nodes"/>.</summary>
    public int TreeIndex(int position) => _treeIndices[position];

    /// <summary>The proof of leaf <paramref name="position"/> of the input, from the leaf's sibling upwards.</summary>
    public Hash32[] Proof(int position) => [.. ProofIndices(_treeIndices[position]).Select(i => _nodes[i])];

    /// <summary>The indices of the nodes that make up the proof of the leaf at <paramref name="treeIndex"/>, so that a stored tree can serve it
    /// by reading just these nodes.</summary>
    public static IEnumerable<int> ProofIndices(int treeIndex)
    {
        for (var i = treeIndex; i > 0; i = (i - 1) / 2) yield return i % 2 == 0 ? i - 1 : i + 1;
    }
}
