using CivicForge.Chain;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Events;

/// <summary>A checked block with the logs of the followed contracts, ready to be stored.</summary>
internal sealed record IndexedBlock(BlockRef Ref, Hash32 ParentHash, DateTimeOffset Time, IReadOnlyList<IndexedLog> Logs);

/// <summary>A checked log. <paramref name="Event"/> is null when its signature is unknown or its fields do not fit; the log is kept raw then.</summary>
internal sealed record IndexedLog(int LogIndex, Hash32 TransactionHash, Address Contract, IReadOnlyList<Hash32> Topics, byte[] Data, IndexedEvent? Event);

/// <summary>The events of protocol §7 that are projected into tables of their own.</summary>
internal abstract record IndexedEvent
{
    private IndexedEvent() { }

    internal sealed record BatchAnchored(long BatchId, Hash32 Root, int LeafCount) : IndexedEvent;

    internal sealed record RewardClaimed(Guid QuestId, Address Performer, Address Creator, long BatchId, int Xp, int Reputation) : IndexedEvent;

    internal sealed record AttestationRevoked(Hash32 Leaf, Address RevokedBy, Guid QuestId, long BatchId, byte Reason) : IndexedEvent;

    internal sealed record BatchWithheld(long BatchId, bool Withheld) : IndexedEvent;

    internal sealed record ReceiptKeyChanged(Address Key, Address Previous) : IndexedEvent;
}
