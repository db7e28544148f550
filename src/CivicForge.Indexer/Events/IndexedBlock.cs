using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Events;

/// <summary>A checked block with the logs of the followed contracts, ready to be stored.</summary>
internal sealed record IndexedBlock(BlockRef Ref, Hash32 ParentHash, DateTimeOffset Time, IReadOnlyList<IndexedLog> Logs);

/// <summary>A checked log. <paramref name="Event"/> is null when its signature is unknown or its fields do not fit; the log is kept raw then.</summary>
internal sealed record IndexedLog(int LogIndex, Hash32 TransactionHash, Address Contract, IReadOnlyList<Hash32> Topics, byte[] Data, ContractEvent? Event);
