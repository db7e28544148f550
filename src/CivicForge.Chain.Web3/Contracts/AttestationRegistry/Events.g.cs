// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace CivicForge.Chain.Web3.Contracts.AttestationRegistry;

/// <summary><c>BatchAnchored(uint64,bytes32,uint32)</c></summary>
[Event("BatchAnchored")]
public sealed class BatchAnchoredEvent : IEventDTO
{
    [Parameter("uint64", "batchId", 1, true)]
    public ulong BatchId { get; set; }

    [Parameter("bytes32", "root", 2, true)]
    public byte[] Root { get; set; } = [];

    [Parameter("uint32", "leafCount", 3)]
    public uint LeafCount { get; set; }
}

/// <summary><c>AttestationRevoked(bytes32,address,bytes16,uint64,uint8)</c></summary>
[Event("AttestationRevoked")]
public sealed class AttestationRevokedEvent : IEventDTO
{
    [Parameter("bytes32", "leaf", 1, true)]
    public byte[] Leaf { get; set; } = [];

    [Parameter("address", "by", 2, true)]
    public string By { get; set; } = "";

    [Parameter("bytes16", "questId", 3, true)]
    public byte[] QuestId { get; set; } = [];

    [Parameter("uint64", "batchId", 4)]
    public ulong BatchId { get; set; }

    [Parameter("uint8", "reason", 5)]
    public byte Reason { get; set; }
}

/// <summary><c>ReceiptKeyChanged(address,address)</c></summary>
[Event("ReceiptKeyChanged")]
public sealed class ReceiptKeyChangedEvent : IEventDTO
{
    [Parameter("address", "key", 1, true)]
    public string Key { get; set; } = "";

    [Parameter("address", "previous", 2, true)]
    public string Previous { get; set; } = "";
}
