using CivicForge.Chain.Crypto;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Tests.Crypto;

namespace CivicForge.Chain.Tests.Merkle;

/// <summary>Every processor path, thread count and kind of leaf gives the same tree; runs again in the child processes
/// of <see cref="KeccakWithoutIntrinsicsTests"/>.</summary>
public sealed class MerklePathTests
{
    public static TheoryData<KeccakPath> Paths => [.. Enum.GetValues<KeccakPath>()];

    [Theory, MemberData(nameof(Paths))]
    public void Every_path_and_thread_count_gives_the_tree_that_one_hash_at_a_time_gives(KeccakPath path)
    {
        KeccakPathTests.NeedsPath(path);
        foreach (var count in new[] { 1, 2, 3, 4, 5, 8, 9, 31, 33, 63, 64, 65, 100, 255, 1000, 4097, 10_000 })
        {
            var leaves = MerklePropertyTests.Leaves(count, seed: count);
            var expected = OneByOne(leaves);
            foreach (var threads in new[] { 1, 2, 4 })
            {
                var tree = StandardMerkleTree.Build(leaves, path, threads);
                tree.Nodes.SequenceEqual(expected).ShouldBeTrue($"{count} leaves, {path}, {threads} threads");
                for (var i = 0; i < count; i++)
                {
                    tree.Nodes[tree.TreeIndex(i)].ShouldBe(leaves[i]);
                }
            }
        }
    }

    [Theory]
    [InlineData(8), InlineData(12), InlineData(31), InlineData(32)]
    public void Leaves_that_share_their_first_bytes_are_sorted_all_the_same(int shared)
    {
        var leaves = MerklePropertyTests.Leaves(3000, seed: shared);
        var prefixed = leaves.Select(l => new Hash32([.. new byte[shared], .. l.Bytes[shared..]])).ToArray();
        var tree = StandardMerkleTree.Build(prefixed);
        tree.Nodes.SequenceEqual(OneByOne(prefixed)).ShouldBeTrue();
        for (var i = 1; i < prefixed.Length; i++)
        {
            if (prefixed[i] == prefixed[i - 1])
            {
                tree.TreeIndex(i).ShouldBeLessThan(tree.TreeIndex(i - 1), "equal leaves keep their order");
            }
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void Leaves_hashed_in_lanes_are_those_hashed_one_by_one(KeccakPath path)
    {
        KeccakPathTests.NeedsPath(path);
        foreach (var count in new[] { 0, 1, 7, 8, 15, 16, 17, 33, 1000, 1023, 1025, 5000 })
        {
            var quests = Quests(count);
            foreach (var threads in new[] { 1, 3 })
            {
                CompletedQuestLeaves
                    .Hash(quests, path, threads)
                    .ShouldBe(quests.Select(q => q.Leaf()), $"{count} quests, {threads} threads");
            }
        }
    }

    [Fact]
    public void A_tree_takes_at_most_100_bytes_of_memory_a_leaf()
    {
        var leaves = MerklePropertyTests.Leaves(200_000, seed: 1);
        StandardMerkleTree.Build(leaves.AsSpan(0, 1000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        StandardMerkleTree.Build(leaves, KeccakPaths.Best, threads: 1);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThanOrEqualTo(100 * leaves.Length);
    }

    private static Hash32[] OneByOne(Hash32[] leaves)
    {
        var nodes = new Hash32[2 * leaves.Length - 1];
        leaves.OrderDescending().ToArray().CopyTo(nodes, leaves.Length - 1);
        for (var i = leaves.Length - 2; i >= 0; i--)
        {
            nodes[i] = MerkleProof.HashPair(nodes[2 * i + 1], nodes[2 * i + 2]);
        }
        return nodes;
    }

    internal static CompletedQuest[] Quests(int count)
    {
        var hashes = MerklePropertyTests.Leaves(count + 1, seed: 5);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new CompletedQuest(
                    QuestId.FromBytes16(hashes[i].Bytes[..16]),
                    new Address(hashes[i].Bytes[12..]),
                    new Address(hashes[i + 1].Bytes[..20]),
                    hashes[i + 1],
                    (uint)i % 1501,
                    (uint)i % 101,
                    1790000000 + (ulong)i,
                    hashes[i]
                )),
        ];
    }
}
