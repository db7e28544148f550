namespace CivicForge.Indexer.Database;

// The tables of schema chain as EF sees them: used for migrations and for the drift test. Steps write them with COPY
// (see Storing), so these types carry no behaviour. Hashes are 32 bytes, addresses 20, both as they stand on the wire.

/// <summary>A block that was read. Blocks above finality are stored without a gap; below it only those that hold logs
/// and the ends of ranges.</summary>
internal sealed class BlockRow
{
    public required byte[] Hash { get; init; }
    public long Number { get; init; }
    public required byte[] ParentHash { get; init; }
    public DateTimeOffset BlockTime { get; init; }

    /// <summary>False once a reorg has replaced the block; true again when the chain comes back to it. The only column
    /// that is ever updated.</summary>
    public bool Canonical { get; init; }
}

/// <summary>A log of a followed contract, raw. <see cref="Event"/> is the projected event's name, null when its
/// signature is unknown or its fields are out of range.</summary>
internal sealed class LogRow
{
    public required byte[] BlockHash { get; init; }
    public int LogIndex { get; init; }
    public long BlockNumber { get; init; }
    public required byte[] TransactionHash { get; init; }
    public required byte[] Contract { get; init; }
    public required byte[][] Topics { get; init; }
    public required byte[] Data { get; init; }
    public string? Event { get; init; }
}

internal abstract class EventRow
{
    public required byte[] BlockHash { get; init; }
    public int LogIndex { get; init; }
    public required byte[] TransactionHash { get; init; }
    public required byte[] Contract { get; init; }
}

internal sealed class BatchAnchoredRow : EventRow
{
    public long BatchId { get; init; }
    public required byte[] Root { get; init; }
    public int LeafCount { get; init; }
}

internal sealed class RewardClaimedRow : EventRow
{
    public Guid QuestId { get; init; }
    public required byte[] Performer { get; init; }
    public required byte[] Creator { get; init; }
    public long BatchId { get; init; }
    public int Xp { get; init; }
    public int Reputation { get; init; }
}

internal sealed class AttestationRevokedRow : EventRow
{
    public required byte[] Leaf { get; init; }
    public required byte[] RevokedBy { get; init; }
    public Guid QuestId { get; init; }
    public long BatchId { get; init; }
    public short Reason { get; init; }
}

internal sealed class BatchWithheldRow : EventRow
{
    public long BatchId { get; init; }
    public bool Withheld { get; init; }
}

internal sealed class ReceiptKeyChangedRow : EventRow
{
    public required byte[] Key { get; init; }
    public required byte[] Previous { get; init; }
}

/// <summary>The one row that says how far the chain has been read, and who may write (holder, fence, lease).</summary>
internal sealed class CursorRow
{
    public short Id { get; init; }
    public long ChainId { get; init; }
    public required byte[] GenesisHash { get; init; }
    public long StartBlock { get; init; }

    /// <summary>Last block read; <c>StartBlock − 1</c> with a null hash before the first one.</summary>
    public long Number { get; init; }
    public byte[]? Hash { get; init; }

    /// <summary>Last block read that is final. Never goes back.</summary>
    public long? FinalizedNumber { get; init; }
    public byte[]? FinalizedHash { get; init; }
    public long? HeadNumber { get; init; }

    /// <summary>Last block of the second pass over finalized ranges; <c>StartBlock − 1</c> before the first.</summary>
    public long RereadNumber { get; init; }

    /// <summary>Last finalized block whose state was compared with the rows; null before the first.</summary>
    public long? AuditedNumber { get; init; }

    /// <summary>Rows ever inserted: an audit that counts fewer knows that something was deleted.</summary>
    public long BlocksWritten { get; init; }
    public long LogsWritten { get; init; }
    public string? HaltedReason { get; init; }
    public DateTimeOffset? HaltedAt { get; init; }
    public required string Holder { get; init; }
    public long Fence { get; init; }
    public DateTimeOffset LeaseUntil { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Which blocks of a contract have been read. No hole means one single range up to the cursor.</summary>
internal sealed class CoverageRow
{
    public required byte[] Contract { get; init; }
    public required string Name { get; init; }
    public required NpgsqlTypes.NpgsqlRange<long>[] Blocks { get; init; }
}

/// <summary>Something a check found that a person should look at: a log that the first pass missed, state that
/// contradicts the rows, an undecodable log.</summary>
internal sealed class FindingRow
{
    public long Id { get; init; }
    public DateTimeOffset FoundAt { get; init; }
    public required string Kind { get; init; }
    public long? BlockNumber { get; init; }
    public required string Detail { get; init; }
}

/// <summary>A reorganisation that was followed: from the block that was the last one read, back to the newest one that
/// both forks hold.</summary>
internal sealed class ReorgRow
{
    public long Id { get; init; }
    public DateTimeOffset FoundAt { get; init; }
    public long FromNumber { get; init; }
    public required byte[] FromHash { get; init; }

    /// <summary>Null when the forks differ from the start block on.</summary>
    public long? AncestorNumber { get; init; }
    public byte[]? AncestorHash { get; init; }

    /// <summary>Blocks that are no longer canonical.</summary>
    public int Blocks { get; init; }
}
