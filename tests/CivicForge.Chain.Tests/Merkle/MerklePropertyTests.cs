using CivicForge.Chain.Merkle;
using FsCheck;
using FsCheck.Fluent;

namespace CivicForge.Chain.Tests.Merkle;

public sealed class MerklePropertyTests
{
    [Fact]
    public void Each_leaf_of_a_random_tree_is_proven_and_a_changed_bit_is_not() =>
        Prop.ForAll(
                Trees().ToArbitrary(),
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                (leaves, choice) =>
                {
                    var tree = StandardMerkleTree.Build(leaves);
                    var position = choice % leaves.Length;
                    var proof = tree.Proof(position);
                    var changed = leaves[position].ToArray();
                    changed[choice % 32] ^= (byte)(1 << (choice / 32 % 8));
                    return tree.Nodes[tree.TreeIndex(position)] == leaves[position]
                        && MerkleProof.Verify(tree.Root, leaves[position], proof)
                        && !MerkleProof.Verify(tree.Root, new Hash32(changed), proof);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void The_root_does_not_depend_on_the_order_of_the_leaves() =>
        Prop.ForAll(
                Trees().ToArbitrary(),
                leaves =>
                {
                    var reversed = leaves.Reverse().ToArray();
                    return StandardMerkleTree.Build(leaves).Root == StandardMerkleTree.Build(reversed).Root;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void A_changed_leaf_changes_the_root() =>
        Prop.ForAll(
                Trees().ToArbitrary(),
                leaves =>
                {
                    var changed = leaves.ToArray();
                    changed[^1] = new Hash32([.. changed[^1].ToArray().Select(b => (byte)~b)]);
                    return StandardMerkleTree.Build(leaves).Root != StandardMerkleTree.Build(changed).Root;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static Gen<Hash32[]> Trees() =>
        from count in Gen.Choose(1, 300)
        from seed in Gen.Choose(0, int.MaxValue)
        select Leaves(count, seed);

    internal static Hash32[] Leaves(int count, int seed)
    {
        var random = new Random(seed);
        var leaves = new Hash32[count];
        var bytes = new byte[32];
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            leaves[i] = new Hash32(bytes);
        }

        return leaves;
    }
}
