using CivicForge.Chain;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>The hashes of a submission's files as one column: 32 bytes each, in submission order.</summary>
internal static class EvidenceList
{
    public static Hash32[] Split(ReadOnlySpan<byte> bytes)
    {
        var hashes = new Hash32[bytes.Length / Hash32.Size];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = new Hash32(bytes.Slice(i * Hash32.Size, Hash32.Size));
        }
        return hashes;
    }

    public static byte[] Join(IReadOnlyList<Hash32> hashes)
    {
        var bytes = new byte[hashes.Count * Hash32.Size];
        for (var i = 0; i < hashes.Count; i++)
        {
            hashes[i].CopyTo(bytes.AsSpan(i * Hash32.Size));
        }
        return bytes;
    }
}
