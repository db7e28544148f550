using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.Protocol;

namespace CivicForge.Benchmarks.Merkle;

/// <summary>What one build of ours took. Runs in a process of its own for each path, because the runtime reads its
/// instruction switches at start.</summary>
internal sealed record MerkleTimes(
    string Path,
    string Root,
    double Milliseconds,
    double ParallelMilliseconds,
    double LimitMilliseconds,
    double BytesPerLeaf,
    double[] Spread
);

/// <summary>The child process: builds from values to root several times and prints one JSON line.</summary>
internal static class MerkleChild
{
    internal const string Verb = "merkle-child";

    internal static int Run(int count)
    {
        var quests = Enumerable.Range(0, count).Select(Quest).ToArray();
        var path = KeccakPaths.Best;
        var (alone, parallel, limit) = (new Sample(), new Sample(), new Sample());
        var root = Build(quests, path, 1).Root;
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 5 || (watch.Elapsed < TimeSpan.FromSeconds(3) && round < 51); round++)
        {
            limit.Add(Permutations(count, path));
            alone.Add(Sample.Microseconds(() => Build(quests, path, 1)) / 1000);
            parallel.Add(Sample.Microseconds(() => Build(quests, path, Environment.ProcessorCount)) / 1000);
        }

        var leaves = CompletedQuestLeaves.Hash(quests);
        var before = GC.GetAllocatedBytesForCurrentThread();
        StandardMerkleTree.Build(leaves, path, 1);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
        Console.WriteLine(
            JsonSerializer.Serialize(
                new MerkleTimes(
                    path.ToString(),
                    root.ToString(),
                    alone.Median,
                    parallel.Median,
                    limit.Median,
                    bytes,
                    [alone.Least, alone.Greatest]
                )
            )
        );
        return 0;
    }

    private static StandardMerkleTree Build(CompletedQuest[] quests, KeccakPath path, int threads) =>
        StandardMerkleTree.Build(CompletedQuestLeaves.Hash(quests, path, threads), path, threads);

    /// <summary>The floor: four permutations a leaf (two for 256 bytes, one for 32, one for an inner node's 64), on
    /// data that is in the cache.</summary>
    private static double Permutations(int count, KeccakPath path)
    {
        var messages = new byte[64 * 256];
        var digests = new Hash32[256];
        var repeat = Math.Max(1, Math.Min(count, 200_000) * 4 / digests.Length);
        var microseconds = Sample.Microseconds(() =>
        {
            for (var i = 0; i < repeat; i++)
            {
                Keccak256.HashMany(messages, 64, digests, path);
            }
        });
        return microseconds / 1000 / (repeat * digests.Length) * 4 * count;
    }

    /// <summary>The same value number i as in bench/peers/merkle/merkle.mjs: h = sha256(i as 8 bytes, big-endian), g =
    /// sha256(h).</summary>
    private static CompletedQuest Quest(int i)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, i);
        var h = SHA256.HashData(number);
        var g = SHA256.HashData(h);
        return new CompletedQuest(
            QuestId.FromBytes16(h.AsSpan(0, 16)),
            new Address(h.AsSpan(12)),
            new Address(g.AsSpan(12)),
            new Hash32(g),
            (uint)(i % 1501),
            (uint)(i % 101),
            1790000000 + (ulong)i,
            new Hash32(h)
        );
    }
}
