using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>Checks that need nothing but a header and the logs that the node says are in it. Each throws
/// <see cref="EvidenceException"/> with the facts.</summary>
internal static class Evidence
{
    /// <summary>The logs by index, each once: some nodes give them in another order, or the same one twice.</summary>
    /// <remarks>Two different logs under one index both stay, and <see cref="CheckLogs"/> refuses them.</remarks>
    internal static IReadOnlyList<Log> InOrder(IReadOnlyList<Log> logs)
    {
        var ordered = logs.OrderBy(l => l.LogIndex).ToList();
        for (var i = ordered.Count - 1; i > 0; i--)
        {
            if (
                ordered[i].LogIndex == ordered[i - 1].LogIndex
                && Same(ordered[i], ordered[i - 1])
                && ordered[i].BlockHash == ordered[i - 1].BlockHash
            )
            {
                ordered.RemoveAt(i);
            }
        }
        return ordered;
    }

    /// <summary>Emitter, block hash and number, transaction, order, and <c>removed</c> of each log of the followed
    /// contracts.</summary>
    /// <remarks>The transaction may stand at another place than the log says: some chains count transactions that they
    /// do not list.</remarks>
    internal static void CheckLogs(Block block, IReadOnlyList<Log> logs, IReadOnlyList<Address> emitters)
    {
        long previous = -1;
        foreach (var log in logs)
        {
            Require(
                log.BlockHash == block.Hash && log.BlockNumber == block.Number,
                block,
                log,
                $"belongs to block {log.BlockNumber} ({log.BlockHash})"
            );
            Require(!log.Removed, block, log, "is marked as removed");
            Require(emitters.Contains(log.Address), block, log, $"comes from {log.Address}, which was not asked for");
            Require(log.LogIndex > previous, block, log, "is given twice, with different contents");
            Require(log.Topics.Count <= 4, block, log, $"has {log.Topics.Count} topics");
            Require(
                Holds(block, log),
                block,
                log,
                $"names transaction {log.TransactionHash}, which the block does not hold"
            );
            previous = log.LogIndex;
        }
    }

    /// <summary>Each log's emitter and topics must be in a bloom that says anything at all.</summary>
    internal static void CheckInBloom(Block block, LogsBloom bloom, IReadOnlyList<Log> logs)
    {
        if (bloom.IsEmpty || bloom.IsFull)
        {
            return;
        }
        foreach (var log in logs)
        {
            Require(
                bloom.MayContain(log.Address.Bytes) && log.Topics.All(t => bloom.MayContain(t.Bytes)),
                block,
                log,
                "is not in the block's bloom"
            );
        }
    }

    /// <summary>Two answers about the same logs.</summary>
    internal static void CheckSame(Block block, IReadOnlyList<Log> first, IEnumerable<Log> second)
    {
        var other = second.ToList();
        if (first.Count != other.Count || !first.Zip(other).All(p => Same(p.First, p.Second)))
        {
            throw new EvidenceException(
                $"Block {block.Number} ({block.Hash}): asked twice, the node gave {first.Count} and {other.Count} "
                    + "logs that differ. Asking again."
            );
        }
    }

    private static bool Holds(Block block, Log log) =>
        (
            log.TransactionIndex < block.TransactionHashes.Count
            && block.TransactionHashes[(int)log.TransactionIndex] == log.TransactionHash
        ) || block.TransactionHashes.Contains(log.TransactionHash);

    internal static bool Same(Log a, Log b) =>
        a.LogIndex == b.LogIndex
        && a.Address == b.Address
        && a.TransactionHash == b.TransactionHash
        && a.Topics.SequenceEqual(b.Topics)
        && a.Data.AsSpan().SequenceEqual(b.Data);

    private static void Require(bool holds, Block block, Log log, string fact)
    {
        if (!holds)
        {
            throw new EvidenceException(
                $"Block {block.Number} ({block.Hash}): log {log.LogIndex} {fact}. Asking again."
            );
        }
    }
}
