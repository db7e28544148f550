using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Protocol;

/// <summary>Leaf hashes of many completed pairs: encoded tile by tile, hashed in lanes, in pieces on several threads
/// when there are many.</summary>
public static class CompletedQuestLeaves
{
    private const int Tile = 16,
        QuestsPerPiece = 1024;

    /// <summary>The leaf of each quest, in the same order (<see cref="CompletedQuest.Leaf"/> one by one gives the
    /// same).</summary>
    public static Hash32[] Hash(ReadOnlyMemory<CompletedQuest> quests) =>
        Hash(quests, KeccakPaths.Best, Environment.ProcessorCount);

    internal static Hash32[] Hash(ReadOnlyMemory<CompletedQuest> quests, KeccakPath path, int threads)
    {
        var leaves = GC.AllocateUninitializedArray<Hash32>(quests.Length);
        var pieces = (quests.Length + QuestsPerPiece - 1) / QuestsPerPiece;
        if (threads > 1 && pieces > 2)
        {
            Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = threads }, Piece);
        }
        else
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                Piece(piece);
            }
        }
        return leaves;

        void Piece(int piece)
        {
            var start = piece * QuestsPerPiece;
            var count = Math.Min(QuestsPerPiece, quests.Length - start);
            HashRow(quests.Span.Slice(start, count), leaves.AsSpan(start, count), path);
        }
    }

    [SkipLocalsInit]
    private static void HashRow(ReadOnlySpan<CompletedQuest> quests, Span<Hash32> leaves, KeccakPath path)
    {
        Span<byte> encoded = stackalloc byte[Tile * CompletedQuest.EncodedSize];
        Span<Hash32> once = stackalloc Hash32[Tile];
        for (var i = 0; i < quests.Length; i += Tile)
        {
            var tile = quests.Slice(i, Math.Min(Tile, quests.Length - i));
            for (var k = 0; k < tile.Length; k++)
            {
                tile[k].WriteEncoded(encoded[(k * CompletedQuest.EncodedSize)..]);
            }
            Keccak256.HashMany(
                encoded[..(tile.Length * CompletedQuest.EncodedSize)],
                CompletedQuest.EncodedSize,
                once[..tile.Length],
                path
            );
            Keccak256.HashMany(
                MemoryMarshal.AsBytes(once[..tile.Length]),
                Hash32.Size,
                leaves.Slice(i, tile.Length),
                path
            );
        }
    }
}
