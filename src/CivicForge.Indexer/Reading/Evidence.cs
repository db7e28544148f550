using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>Checks that need nothing but a header and the logs that the node says are in it. Each throws <see cref="EvidenceException"/> with the facts.</summary>
internal static class Evidence
{
    /// <summary>Emitter, block hash and number, transaction, order, and <c>removed</c> of each log.</summary>
    internal static void CheckLogs(Block block, IReadOnlyList<Log> logs, IReadOnlyList<Address>? emitters)
    {
        long previous = -1;
        foreach (var log in logs)
        {
            Require(log.BlockHash == block.Hash && log.BlockNumber == block.Number, block, log, $"belongs to block {log.BlockNumber} ({log.BlockHash})");
            Require(!log.Removed, block, log, "is marked as removed");
            Require(emitters is null || emitters.Contains(log.Address), block, log, $"comes from {log.Address}, which was not asked for");
            Require(log.LogIndex > previous, block, log, "is given twice or out of order");
            Require(log.Topics.Count <= 4, block, log, $"has {log.Topics.Count} topics");
            Require(log.TransactionIndex < block.TransactionHashes.Count && block.TransactionHashes[(int)log.TransactionIndex] == log.TransactionHash, block, log,
                $"names transaction {log.TransactionHash}, which the block does not hold at {log.TransactionIndex}");
            previous = log.LogIndex;
        }
    }

    /// <summary>Each log's emitter and topics must be in a bloom that says anything at all.</summary>
    internal static void CheckInBloom(Block block, LogsBloom bloom, IReadOnlyList<Log> logs)
    {
        if (bloom.IsEmpty || bloom.IsFull)
            return;
        foreach (var log in logs)
            Require(bloom.MayContain(log.Address.Bytes) && log.Topics.All(t => bloom.MayContain(t.Bytes)), block, log, "is not in the block's bloom");
    }

    /// <summary>All logs of a block, unfiltered, must give exactly the header's bloom: a missing log shows.</summary>
    internal static void CheckComplete(Block block, LogsBloom bloom, IReadOnlyList<Log> all)
    {
        if (!bloom.Equals(LogsBloom.Of(all)))
            throw new EvidenceException($"Block {block.Number} ({block.Hash}): its bloom announces other logs than the {all.Count} that the node gave. Asking again.");
    }

    /// <summary>Two answers about the same logs.</summary>
    internal static void CheckSame(Block block, IReadOnlyList<Log> first, IEnumerable<Log> second)
    {
        var other = second.ToList();
        if (first.Count != other.Count || !first.Zip(other).All(p => Same(p.First, p.Second)))
            throw new EvidenceException($"Block {block.Number} ({block.Hash}): asked twice, the node gave {first.Count} and {other.Count} logs that differ. Asking again.");
    }

    private static bool Same(Log a, Log b) =>
        a.LogIndex == b.LogIndex && a.Address == b.Address && a.TransactionHash == b.TransactionHash && a.Topics.SequenceEqual(b.Topics) && a.Data.AsSpan().SequenceEqual(b.Data);

    private static void Require(bool holds, Block block, Log log, string fact)
    {
        if (!holds)
            throw new EvidenceException($"Block {block.Number} ({block.Hash}): log {log.LogIndex} {fact}. Asking again.");
    }
}
