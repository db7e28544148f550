using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Merkle;

/// <summary>Hashes a tree's inner nodes level by level from the deepest up. The children of neighbours are neighbours,
/// so a level is a row of 64-byte messages: hashed in lanes, and in pieces on several threads when it is
/// long.</summary>
internal static class InnerNodes
{
    private const int Tile = 32,
        NodesPerPiece = 2048;

    /// <summary>Fills nodes 0 … n − 2 from the n leaves behind them.</summary>
    internal static void Hash(Hash32[] nodes, KeccakPath path, int threads)
    {
        var inner = nodes.Length / 2;
        if (inner == 0)
        {
            return;
        }
        for (var depth = BitOperations.Log2((uint)inner); depth >= 0; depth--)
        {
            var from = (1 << depth) - 1;
            var to = Math.Min(2 * from + 1, inner);
            if (threads > 1 && to - from >= 2 * NodesPerPiece)
            {
                HashInParallel(nodes, from, to, path, threads);
            }
            else
            {
                HashRow(nodes, from, to, path);
            }
        }
    }

    private static void HashInParallel(Hash32[] nodes, int from, int to, KeccakPath path, int threads)
    {
        var pieces = (to - from + NodesPerPiece - 1) / NodesPerPiece;
        Parallel.For(
            0,
            pieces,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            piece =>
            {
                var start = from + piece * NodesPerPiece;
                HashRow(nodes, start, Math.Min(start + NodesPerPiece, to), path);
            }
        );
    }

    [SkipLocalsInit]
    private static void HashRow(Span<Hash32> nodes, int from, int to, KeccakPath path)
    {
        Span<byte> pairs = stackalloc byte[Tile * 64];
        for (var i = from; i < to; i += Tile)
        {
            var count = Math.Min(Tile, to - i);
            PutSmallerFirst(nodes.Slice(2 * i + 1, 2 * count), MemoryMarshal.Cast<byte, Hash32>(pairs));
            Keccak256.HashMany(pairs[..(64 * count)], 64, nodes.Slice(i, count), path);
        }
    }

    /// <summary>Copies each pair in ascending order. The order of two hashes is a coin toss, so it is computed into an
    /// index, not branched on.</summary>
    private static void PutSmallerFirst(ReadOnlySpan<Hash32> children, Span<Hash32> pairs)
    {
        for (var i = 0; i + 1 < children.Length && i + 1 < pairs.Length; i += 2)
        {
            var (left, right) = (
                BinaryPrimitives.ReadUInt64BigEndian(children[i].Bytes),
                BinaryPrimitives.ReadUInt64BigEndian(children[i + 1].Bytes)
            );
            var swap = left == right ? Convert.ToInt32(children[i] > children[i + 1]) : Convert.ToInt32(left > right);
            pairs[i + swap] = children[i];
            pairs[i + (1 ^ swap)] = children[i + 1];
        }
    }
}
