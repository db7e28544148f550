using System.Runtime.InteropServices;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Tests.Crypto;

/// <summary>Every way to hash many messages gives what the golden vectors say. Runs again in child processes that
/// forbid instructions (<see cref="KeccakWithoutIntrinsicsTests"/>); a path that the processor lacks is reported as not
/// run.</summary>
public sealed class KeccakPathTests
{
    /// <summary>Set by the parent process: the path that must be the best one here.</summary>
    internal const string ExpectedPath = "CIVICFORGE_EXPECTED_KECCAK_PATH";

    public static TheoryData<KeccakPath> Paths => [.. Enum.GetValues<KeccakPath>()];

    [Theory, MemberData(nameof(Paths))]
    public void Messages_of_every_length_hash_as_in_noble_and_js_sha3(KeccakPath path)
    {
        NeedsPath(path);
        foreach (var row in GoldenVectors.Rows("keccak", "lengths"))
        {
            var length = row.GetProperty("length").GetInt32();
            var message = Keccak256Tests.Message(length);
            var digests = new Hash32[length > 1000 ? 9 : 23];
            Keccak256.HashMany(Repeat(message, digests.Length), length, digests, path);
            digests.ShouldAllBe(digest => digest == row.Hash("hash"), $"{length} bytes");
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void Each_of_many_different_messages_gets_its_own_digest(KeccakPath path)
    {
        NeedsPath(path);
        var random = new Random(7);
        foreach (var length in new[] { 1, 7, 8, 32, 64, 135, 136, 137, 256, 271, 272, 300 })
        {
            for (var count = 0; count <= 33; count++)
            {
                var messages = new byte[count * length];
                random.NextBytes(messages);
                var digests = new Hash32[count];
                Keccak256.HashMany(messages, length, digests, path);
                for (var i = 0; i < count; i++)
                {
                    digests[i]
                        .ShouldBe(
                            Keccak256.Hash(messages.AsSpan(i * length, length)),
                            $"{path}, message {i} of {count}, {length} bytes"
                        );
                }
            }
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void No_byte_around_the_digests_is_touched(KeccakPath path)
    {
        NeedsPath(path);
        for (var count = 0; count <= 17; count++)
        {
            var guarded = new Hash32[count + 2];
            MemoryMarshal.AsBytes(guarded.AsSpan()).Fill(0xa5);
            Keccak256.HashMany(new byte[count * 64], 64, guarded.AsSpan(1, count), path);
            MemoryMarshal.AsBytes(guarded.AsSpan(0, 1)).IndexOfAnyExcept((byte)0xa5).ShouldBe(-1);
            MemoryMarshal.AsBytes(guarded.AsSpan(count + 1, 1)).IndexOfAnyExcept((byte)0xa5).ShouldBe(-1);
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void Messages_that_do_not_fill_the_digests_are_refused(KeccakPath path)
    {
        NeedsPath(path);
        foreach (
            var (bytes, length, count) in new[]
            {
                (63, 64, 1),
                (65, 64, 1),
                (512, 64, 9),
                (0, 64, 1),
                (64, 0, 1),
                (int.MaxValue / 2, 0, 0),
            }.Where(c => c.Item1 < 1000)
        )
        {
            Should.Throw<ArgumentException>(() => Keccak256.HashMany(new byte[bytes], length, new Hash32[count], path));
        }
        Should.Throw<ArgumentOutOfRangeException>(() => Keccak256.HashMany([], -1, [], path));
        Should.Throw<ArgumentException>(() => Keccak256.HashMany([], int.MaxValue, new Hash32[8], path));
    }

    [Theory, MemberData(nameof(Paths))]
    public void Empty_messages_have_the_digest_of_nothing(KeccakPath path)
    {
        NeedsPath(path);
        var digests = new Hash32[13];
        Keccak256.HashMany([], 0, digests, path);
        digests.ShouldAllBe(d =>
            d == Hash32.Parse("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
        );
    }

    [Fact]
    public void The_best_path_is_the_widest_that_processor_and_runtime_allow()
    {
        var widest = Enum.GetValues<KeccakPath>().Where(KeccakPaths.IsSupported).Max();
        KeccakPaths.Best.ShouldBe(widest);
        if (Environment.GetEnvironmentVariable(ExpectedPath) is { } expected)
        {
            KeccakPaths.Best.ToString().ShouldBe(expected);
        }
    }

    internal static void NeedsPath(KeccakPath path) =>
        Assert.SkipUnless(KeccakPaths.IsSupported(path), $"not run: this processor or runtime has no {path}");

    private static byte[] Repeat(byte[] message, int count) =>
        [.. Enumerable.Repeat(message, count).SelectMany(m => m)];
}
