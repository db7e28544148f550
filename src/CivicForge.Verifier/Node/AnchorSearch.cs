using System.Buffers.Binary;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;

namespace CivicForge.Verifier.Node;

/// <summary>Looks for the log of an anchor: in the block that the file names, around it, in the whole chain, and where
/// a node refuses that, in pieces from the named block outward. Hosted nodes answer for a few thousand blocks at a
/// time, and the file's word may be stale.</summary>
internal sealed class AnchorSearch(PatientNode node, Proof proof)
{
    private const ulong Around = 1_000;
    private const ulong LargestPiece = 10_000;
    private const int MostPieces = 60;

    private readonly Hash32[] _topics = [BatchAnchored.Signature.Topic, Word(proof.Path.BatchId), proof.Path.Root];

    /// <summary>Null when it is not there, or not in the pieces that were searched.</summary>
    internal async Task<AnchorLog?> FindAsync()
    {
        var head = await node.HeadAsync().ConfigureAwait(false);
        var hint = Math.Min(proof.Anchor.Block.Number, head);
        var (from, to) = (hint > Around ? hint - Around : 0, Math.Min(head, hint + Around));
        if (await FindAsync(hint, hint).ConfigureAwait(false) is { } named)
        {
            return named;
        }
        if ((await TryAsync(from, to).ConfigureAwait(false)).Log is { } near)
        {
            return near;
        }
        var (log, refused) = await TryAsync(0, head).ConfigureAwait(false);
        return refused ? await InPiecesAsync(hint, head).ConfigureAwait(false) : log;
    }

    private async Task<AnchorLog?> InPiecesAsync(ulong hint, ulong head)
    {
        var (low, high, size, upward) = (hint, hint, LargestPiece, true);
        for (var piece = 0; piece < MostPieces && (low > 0 || high < head); piece++)
        {
            upward = high < head && (upward || low == 0);
            var (from, to) = upward ? (high + 1, Math.Min(head, high + size)) : (low > size ? low - size : 0, low - 1);
            var (log, refused) = await TryAsync(from, to).ConfigureAwait(false);
            if (log is not null)
            {
                return log;
            }
            if (refused && size == 1)
            {
                return null;
            }
            if (refused)
            {
                size = Math.Max(1, size / 4);
            }
            else if (upward)
            {
                (high, upward) = (to, false);
            }
            else
            {
                (low, upward) = (from, true);
            }
        }

        return null;
    }

    /// <summary>A refusal of any other kind than a limit of calls may be one of the range: every provider has words of
    /// its own.</summary>
    private async Task<(AnchorLog? Log, bool Refused)> TryAsync(ulong from, ulong to)
    {
        try
        {
            return (await FindAsync(from, to).ConfigureAwait(false), false);
        }
        catch (RpcException e)
            when (to > from && e.Failure is not (RpcFailure.RateLimited or RpcFailure.Unreachable or RpcFailure.Timeout)
            )
        {
            return (null, true);
        }
    }

    private async Task<AnchorLog?> FindAsync(ulong from, ulong to)
    {
        var registry = proof.Domain.VerifyingContract;
        var logs = await node.LogsAsync(registry, _topics, from, to).ConfigureAwait(false);
        return logs.FirstOrDefault(log => !log.Removed && log.Address == registry && log.Topics.SequenceEqual(_topics));
    }

    private static Hash32 Word(ulong number)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(word[24..], number);
        return new Hash32(word);
    }
}
