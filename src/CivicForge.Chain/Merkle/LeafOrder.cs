using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CivicForge.Chain.Merkle;

/// <summary>Sorts leaves by hash: hashes are evenly spread, so they are dealt into buckets by their first bits (about
/// four a bucket) and each bucket is sorted by insertion. Leaves that are not evenly spread fall back to an ordinary
/// sort of the crowded bucket.</summary>
internal static class LeafOrder
{
    private const int SmallTree = 64,
        CrowdedBucket = 48;

    /// <summary>Writes the leaves, in descending order, to the last n of the 2n − 1 nodes, and where each went to
    /// <paramref name="treeIndices"/>. The inner nodes' room is the scratch space: 16 bytes a leaf for the entries, 4 a
    /// bucket for its end.</summary>
    internal static void Place(ReadOnlySpan<Hash32> leaves, Hash32[] nodes, Span<int> treeIndices)
    {
        if (leaves.Length == 1)
        {
            nodes[0] = leaves[0];
            treeIndices[0] = 0;
            return;
        }

        var scratch = MemoryMarshal.AsBytes(nodes.AsSpan(0, leaves.Length - 1));
        var entries = MemoryMarshal.Cast<byte, LeafEntry>(scratch)[..leaves.Length];
        if (leaves.Length < SmallTree)
        {
            SortSmall(leaves, entries);
        }
        else
        {
            SortBuckets(leaves, entries, MemoryMarshal.Cast<byte, int>(scratch[(16 * leaves.Length)..]), nodes);
        }

        for (var rank = 0; rank < entries.Length; rank++)
        {
            var (position, index) = (entries[rank].Position, nodes.Length - 1 - rank);
            nodes[index] = leaves[position];
            treeIndices[position] = index;
        }
    }

    private static void SortSmall(ReadOnlySpan<Hash32> leaves, Span<LeafEntry> entries)
    {
        for (var i = 0; i < leaves.Length; i++)
        {
            entries[i] = new LeafEntry(leaves[i], i);
        }
        SortByInsertion(entries, leaves);
    }

    private static void SortBuckets(
        ReadOnlySpan<Hash32> leaves,
        Span<LeafEntry> entries,
        Span<int> room,
        Hash32[] nodes
    )
    {
        var bits = BitOperations.Log2((uint)leaves.Length) - 2;
        var shift = 64 - bits;
        var ends = room[..(1 << bits)];
        ends.Clear();
        foreach (ref readonly var leaf in leaves)
        {
            ends[(int)(LeafEntry.KeyOf(leaf) >> shift)]++;
        }
        for (int i = 0, start = 0; i < ends.Length; i++)
        {
            (ends[i], start) = (start, start + ends[i]);
        }
        for (var i = 0; i < leaves.Length; i++)
        {
            var entry = new LeafEntry(leaves[i], i);
            entries[ends[(int)(entry.Key >> shift)]++] = entry;
        }

        var from = 0;
        foreach (var end in ends)
        {
            var bucket = entries[from..end];
            if (bucket.Length > CrowdedBucket)
            {
                SortCrowded(bucket, leaves, nodes);
            }
            else
            {
                SortByInsertion(bucket, leaves);
            }
            from = end;
        }
    }

    private static void SortByInsertion(Span<LeafEntry> entries, ReadOnlySpan<Hash32> leaves)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            var entry = entries[i];
            var hole = i;
            for (; hole > 0 && IsBefore(entry, entries[hole - 1], leaves); hole--)
            {
                entries[hole] = entries[hole - 1];
            }
            entries[hole] = entry;
        }
    }

    private static bool IsBefore(in LeafEntry left, in LeafEntry right, ReadOnlySpan<Hash32> leaves)
    {
        if (left.Key != right.Key)
        {
            return left.Key < right.Key;
        }
        var order = leaves[left.Position].CompareTo(leaves[right.Position]);
        return order != 0 ? order < 0 : left.Position < right.Position;
    }

    /// <summary>A comparer cannot hold a span, so it compares copies of the leaves in the room where they will stand
    /// in the end.</summary>
    private static void SortCrowded(Span<LeafEntry> bucket, ReadOnlySpan<Hash32> leaves, Hash32[] nodes)
    {
        leaves.CopyTo(nodes.AsSpan(leaves.Length - 1));
        bucket.Sort(new LeafEntryComparer(nodes.AsMemory(leaves.Length - 1)));
    }
}

/// <summary>A leaf's first eight bytes as a big-endian number, and its place in the input.</summary>
internal readonly struct LeafEntry(in Hash32 leaf, int position)
{
    internal readonly ulong Key = KeyOf(leaf);
    internal readonly int Position = position;

    internal static ulong KeyOf(in Hash32 leaf) => BinaryPrimitives.ReadUInt64BigEndian(leaf.Bytes);
}

internal sealed class LeafEntryComparer(ReadOnlyMemory<Hash32> leaves) : IComparer<LeafEntry>
{
    public int Compare(LeafEntry x, LeafEntry y)
    {
        var order = x.Key.CompareTo(y.Key);
        if (order == 0)
        {
            order = leaves.Span[x.Position].CompareTo(leaves.Span[y.Position]);
        }
        return order != 0 ? order : x.Position.CompareTo(y.Position);
    }
}
