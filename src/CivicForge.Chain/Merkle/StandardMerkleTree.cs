using System.Runtime.InteropServices;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Merkle;

/// <summary>OpenZeppelin's <c>StandardMerkleTree</c> (<c>standard-v1</c>): leaves sorted by hash and laid out backwards
/// at the end of a complete binary array of 2n − 1 nodes, root at 0, children of i at 2i + 1 and 2i + 2. Equal leaves
/// keep the order of the input.</summary>
/// <remarks>Takes 68 bytes a leaf: 64 for the nodes, which also lend their room to the sort, and 4 for the
/// index.</remarks>
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

    /// <summary>Builds the tree over leaf hashes (already double-hashed, protocol §6): in lanes, and on several threads
    /// when it is large.</summary>
    /// <exception cref="ArgumentException">No leaves: a tree has at least one.</exception>
    public static StandardMerkleTree Build(ReadOnlySpan<Hash32> leaves) =>
        Build(leaves, KeccakPaths.Best, Environment.ProcessorCount);

    /// <summary>Builds it on a chosen path, with at most so many threads.</summary>
    internal static StandardMerkleTree Build(ReadOnlySpan<Hash32> leaves, KeccakPath path, int threads)
    {
        if (leaves.IsEmpty)
        {
            throw new ArgumentException("A Merkle tree needs at least one leaf.", nameof(leaves));
        }
        var nodes = GC.AllocateUninitializedArray<Hash32>(2 * leaves.Length - 1);
        var treeIndices = GC.AllocateUninitializedArray<int>(leaves.Length);
        LeafOrder.Place(leaves, nodes, treeIndices);
        InnerNodes.Hash(nodes, path, threads);
        return new StandardMerkleTree(nodes, treeIndices);
    }

    /// <summary>Where leaf <paramref name="position"/> of the input stands in <see cref="Nodes"/>.</summary>
    public int TreeIndex(int position) => _treeIndices[position];

    /// <summary>The proof of leaf <paramref name="position"/> of the input, from the leaf's sibling upwards.</summary>
    public Hash32[] Proof(int position) => [.. ProofIndices(_treeIndices[position]).Select(i => _nodes[i])];

    /// <summary>The indices of the nodes that make up the proof of the leaf at <paramref name="treeIndex"/>, so that a
    /// stored tree can serve it by reading just these nodes.</summary>
    public static IEnumerable<int> ProofIndices(int treeIndex)
    {
        for (var i = treeIndex; i > 0; i = (i - 1) / 2)
        {
            yield return i % 2 == 0 ? i - 1 : i + 1;
        }
    }
}
