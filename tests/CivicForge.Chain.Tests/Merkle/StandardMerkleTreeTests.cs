using System.Buffers.Binary;
using System.Text.Json;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Merkle;

namespace CivicForge.Chain.Tests.Merkle;

public sealed class StandardMerkleTreeTests
{
    private static readonly Hash32[] Leaves = [.. Enumerable.Range(0, 1000).Select(VectorLeaf)];

    [Fact]
    public void Trees_of_1_to_257_and_1000_leaves_are_those_of_OpenZeppelin_node_for_node()
    {
        foreach (var row in GoldenVectors.Rows("trees", "trees"))
        {
            var count = row.GetProperty("leaves").GetInt32();
            var tree = StandardMerkleTree.Build(Leaves.AsSpan(0, count));

            tree.Root.ShouldBe(row.Hash("root"), $"{count} leaves");
            Keccak256.Hash(tree.NodeBytes).ShouldBe(row.Hash("nodesHash"), $"{count} leaves");
            Keccak256.Hash(Indices(tree)).ShouldBe(row.Hash("treeIndicesHash"), $"{count} leaves");
            foreach (var proof in row.GetProperty("proofs").EnumerateArray())
            {
                var position = proof.GetProperty("leafIndex").GetInt32();
                tree.TreeIndex(position).ShouldBe(proof.GetProperty("treeIndex").GetInt32());
                tree.Proof(position)
                    .ShouldBe(proof.GetProperty("proof").EnumerateArray().Select(p => Hash32.Parse(p.GetString()!)));
            }
        }
    }

    [Fact]
    public void Every_leaf_of_every_small_tree_proves_itself_and_nothing_else()
    {
        for (var count = 1; count <= 40; count++)
        {
            var tree = StandardMerkleTree.Build(Leaves.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                var proof = tree.Proof(i);
                MerkleProof.Verify(tree.Root, Leaves[i], proof).ShouldBeTrue();
                MerkleProof.Verify(tree.Root, Leaves[count], proof).ShouldBeFalse();
                if (proof.Length > 0)
                {
                    MerkleProof.Verify(tree.Root, Leaves[i], proof[1..]).ShouldBeFalse();
                }
                MerkleProof.Verify(tree.Root, Leaves[i], [.. proof, Leaves[0]]).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_proof_of_more_than_16_hashes_is_never_valid()
    {
        var proof = Leaves[..17];
        MerkleProof.Verify(MerkleProof.Process(Leaves[20], proof), Leaves[20], proof).ShouldBeFalse();
        MerkleProof.Verify(MerkleProof.Process(Leaves[20], proof[..16]), Leaves[20], proof[..16]).ShouldBeTrue();
    }

    [Fact]
    public void Equal_leaves_stand_where_OpenZeppelin_puts_them()
    {
        var row = GoldenVectors.Row("trees", "equalLeaves", 0);
        var tree = StandardMerkleTree.Build([
            .. row.GetProperty("valueIndices").EnumerateArray().Select(i => Leaves[i.GetInt32()]),
        ]);
        tree.Root.ShouldBe(row.Hash("root"));
        tree.Nodes.ToArray()
            .Select(n => n.ToString())
            .ShouldBe(row.GetProperty("tree").EnumerateArray().Select(n => n.GetString()));
        row.GetProperty("treeIndices")
            .EnumerateArray()
            .Select(i => i.GetInt32())
            .ShouldBe(Enumerable.Range(0, 5).Select(tree.TreeIndex));
    }

    [Fact]
    public void A_tree_needs_a_leaf() => Should.Throw<ArgumentException>(() => StandardMerkleTree.Build([]));

    private static byte[] Indices(StandardMerkleTree tree)
    {
        var bytes = new byte[4 * tree.LeafCount];
        for (var i = 0; i < tree.LeafCount; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), tree.TreeIndex(i));
        }
        return bytes;
    }

    [Fact]
    public void The_rule_that_makes_the_leaves_here_makes_those_of_the_vectors()
    {
        foreach (var (row, i) in GoldenVectors.Rows("trees", "firstLeaves").Select((r, i) => (r, i)))
        {
            Leaves[i].ShouldBe(row.Hash("hash"));
        }
    }

    /// <summary>The leaf rule of trees.json, through the general ABI encoder.</summary>
    internal static Hash32 VectorLeaf(int i)
    {
        Span<byte> number = stackalloc byte[32];
        number.Clear();
        BinaryPrimitives.WriteInt32BigEndian(number[28..], i);
        var h = Keccak256.Hash(number);
        var g = Keccak256.Hash(h.Bytes);
        var types = AbiType.ParseList("bytes16,address,address,bytes32,uint32,uint32,uint64,bytes32");
        var encoded = AbiEncoder.Encode(
            types,
            h.Bytes[..16].ToArray(),
            new Address(h.Bytes[12..]),
            new Address(g.Bytes[12..]),
            g,
            i % 1501,
            i % 101,
            1790000000 + i,
            h
        );
        return Keccak256.Hash(Keccak256.Hash(encoded).Bytes);
    }
}
