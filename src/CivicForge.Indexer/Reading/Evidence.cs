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
        if (IsInOrder(logs))
        {
            return logs;
        }
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

    private static bool IsInOrder(IReadOnlyList<Log> logs)
    {
        for (var i = 1; i < logs.Count; i++)
        {
            if (logs[i].LogIndex <= logs[i - 1].LogIndex)
            {
                return false;
            }
        }
        return true;
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
            Require(block, log, FaultOf(block, log, emitters, previous));
            previous = log.LogIndex;
        }
    }

    /// <remarks>The words are made for a fault only. Made for each log that has none, they were three texts and a hash
    /// for the address's checksum, twice a log.</remarks>
    private static string? FaultOf(Block block, Log log, IReadOnlyList<Address> emitters, long previous) =>
        log.BlockHash != block.Hash || log.BlockNumber != block.Number
            ? $"belongs to block {log.BlockNumber} ({log.BlockHash})"
        : log.Removed ? "is marked as removed"
        : !IsOneOf(log.Address, emitters) ? $"comes from {log.Address}, which was not asked for"
        : log.LogIndex <= previous ? "is given twice, with different contents"
        : log.Topics.Count > 4 ? $"has {log.Topics.Count} topics"
        : !Holds(block, log) ? $"names transaction {log.TransactionHash}, which the block does not hold"
        : null;

    /// <summary>Each log's emitter and topics must be in a bloom that says anything at all.</summary>
    internal static void CheckInBloom(Block block, LogsBloom bloom, IReadOnlyList<Log> logs, BloomBits.Known known)
    {
        if (bloom.IsEmpty || bloom.IsFull)
        {
            return;
        }
        foreach (var log in logs)
        {
            Require(block, log, IsIn(bloom, log, known) ? null : "is not in the block's bloom");
        }
    }

    private static bool IsIn(LogsBloom bloom, Log log, BloomBits.Known known)
    {
        foreach (var topic in log.Topics)
        {
            if (!bloom.MayContain(known.Of(topic.Bytes)))
            {
                return false;
            }
        }
        return bloom.MayContain(known.Of(log.Address.Bytes));
    }

    /// <summary>Two answers about the same logs.</summary>
    internal static void CheckSame(Block block, IReadOnlyList<Log> first, IReadOnlyList<Log> second)
    {
        if (!Same(first, second))
        {
            throw new EvidenceException(
                $"Block {block.Number} ({block.Hash}): asked twice, the node gave {first.Count} and {second.Count} "
                    + "logs that differ. Asking again."
            );
        }
    }

    /// <remarks>A loop: LINQ over a structure of our own is compiled when the process runs, however it was
    /// built.</remarks>
    internal static bool IsOneOf(Address address, IReadOnlyList<Address> emitters)
    {
        foreach (var emitter in emitters)
        {
            if (emitter == address)
            {
                return true;
            }
        }
        return false;
    }

    private static bool Holds(Block block, Log log) =>
        (
            log.TransactionIndex < block.TransactionHashes.Count
            && block.TransactionHashes[(int)log.TransactionIndex] == log.TransactionHash
        ) || block.TransactionHashes.Contains(log.TransactionHash);

    internal static bool Same(IReadOnlyList<Log> first, IReadOnlyList<Log> second)
    {
        if (first.Count != second.Count)
        {
            return false;
        }
        for (var i = 0; i < first.Count; i++)
        {
            if (!Same(first[i], second[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static bool Same(Log a, Log b)
    {
        if (
            a.LogIndex != b.LogIndex
            || a.Address != b.Address
            || a.TransactionHash != b.TransactionHash
            || a.Topics.Count != b.Topics.Count
        )
        {
            return false;
        }
        for (var i = 0; i < a.Topics.Count; i++)
        {
            if (a.Topics[i] != b.Topics[i])
            {
                return false;
            }
        }
        return a.Data.AsSpan().SequenceEqual(b.Data);
    }

    private static void Require(Block block, Log log, string? fault)
    {
        if (fault is not null)
        {
            throw new EvidenceException(
                $"Block {block.Number} ({block.Hash}): log {log.LogIndex} {fault}. Asking again."
            );
        }
    }
}
