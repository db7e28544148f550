using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Contracts;

/// <summary>An event of CivicForge's contracts, read from a log. Who emitted it (<see cref="Log.Address"/>) is the
/// reader's to check.</summary>
public abstract record ContractEvent
{
    /// <summary>Reads a log by topic 0; null when it is none of ours or its shape is wrong.</summary>
    public static ContractEvent? Decode(Log log) =>
        log.Topics.Count == 0
            ? null
            : log.Topics[0] switch
            {
                var topic when topic == BatchAnchored.Signature.Topic => BatchAnchored.Read(log),
                var topic when topic == RewardClaimed.Signature.Topic => RewardClaimed.Read(log),
                var topic when topic == AttestationRevoked.Signature.Topic => AttestationRevoked.Read(log),
                var topic when topic == BatchWithheld.Signature.Topic => BatchWithheld.Read(log),
                var topic when topic == ReceiptKeyChanged.Signature.Topic => ReceiptKeyChanged.Read(log),
                _ => null,
            };
}

/// <summary>The registry accepted a root as batch <paramref name="BatchId"/>.</summary>
public sealed record BatchAnchored(ulong BatchId, Hash32 Root, uint LeafCount) : ContractEvent
{
    public static readonly AbiFunction Signature = new("BatchAnchored(uint64,bytes32,uint32)");
    private static readonly EventFields Fields = new(indexed: "uint64,bytes32", data: "uint32");

    internal static BatchAnchored? Read(Log log) =>
        Fields.TryRead(log, out var f) ? new((ulong)(BigInteger)f[0], (Hash32)f[1], (uint)(BigInteger)f[2]) : null;
}

/// <summary>The distributor paid a claim.</summary>
public sealed record RewardClaimed(
    Guid QuestId,
    Address Performer,
    Address Creator,
    ulong BatchId,
    uint Xp,
    uint Reputation
) : ContractEvent
{
    public static readonly AbiFunction Signature = new("RewardClaimed(bytes16,address,address,uint64,uint32,uint32)");
    private static readonly EventFields Fields = new(indexed: "bytes16,address,address", data: "uint64,uint32,uint32");

    internal static RewardClaimed? Read(Log log) =>
        Fields.TryRead(log, out var f)
            ? new(
                Chain.QuestId.FromBytes16((byte[])f[0]),
                (Address)f[1],
                (Address)f[2],
                (ulong)(BigInteger)f[3],
                (uint)(BigInteger)f[4],
                (uint)(BigInteger)f[5]
            )
            : null;
}

/// <summary>A party withdrew its statement.</summary>
public sealed record AttestationRevoked(Hash32 Leaf, Address By, Guid QuestId, ulong BatchId, byte Reason)
    : ContractEvent
{
    public static readonly AbiFunction Signature = new("AttestationRevoked(bytes32,address,bytes16,uint64,uint8)");
    private static readonly EventFields Fields = new(indexed: "bytes32,address,bytes16", data: "uint64,uint8");

    internal static AttestationRevoked? Read(Log log) =>
        Fields.TryRead(log, out var f)
            ? new(
                (Hash32)f[0],
                (Address)f[1],
                Chain.QuestId.FromBytes16((byte[])f[2]),
                (ulong)(BigInteger)f[3],
                (byte)(BigInteger)f[4]
            )
            : null;
}

/// <summary>The guardian stopped claims from a batch, or the admin let them go on.</summary>
public sealed record BatchWithheld(ulong BatchId, bool Withheld) : ContractEvent
{
    public static readonly AbiFunction Signature = new("BatchWithheld(uint64,bool)");
    private static readonly EventFields Fields = new(indexed: "uint64", data: "bool");

    internal static BatchWithheld? Read(Log log) =>
        Fields.TryRead(log, out var f) ? new((ulong)(BigInteger)f[0], (bool)f[1]) : null;
}

/// <summary>The admin published another receipt key.</summary>
public sealed record ReceiptKeyChanged(Address Key, Address Previous) : ContractEvent
{
    public static readonly AbiFunction Signature = new("ReceiptKeyChanged(address,address)");
    private static readonly EventFields Fields = new(indexed: "address,address", data: "");

    internal static ReceiptKeyChanged? Read(Log log) =>
        Fields.TryRead(log, out var f) ? new((Address)f[0], (Address)f[1]) : null;
}

/// <summary>The types of an event's fields, taken apart once: an indexer reads many thousands.</summary>
internal sealed class EventFields(string indexed, string data)
{
    private readonly IReadOnlyList<AbiType> _indexed = AbiType.ParseList(indexed);
    private readonly IReadOnlyList<AbiType> _data = AbiType.ParseList(data);

    /// <summary>Indexed value types stand in topics 1… as their 32-byte words, the others in the data.</summary>
    internal bool TryRead(Log log, [NotNullWhen(true)] out object[]? fields)
    {
        fields = null;
        if (log.Topics.Count != _indexed.Count + 1)
        {
            return false;
        }
        try
        {
            var words = new byte[32 * _indexed.Count];
            for (var i = 0; i < _indexed.Count; i++)
            {
                log.Topics[i + 1].CopyTo(words.AsSpan(32 * i));
            }
            fields = [.. AbiDecoder.Decode(_indexed, words), .. AbiDecoder.Decode(_data, log.Data)];
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
