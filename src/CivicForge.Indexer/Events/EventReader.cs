using System.Buffers.Binary;
using System.Text;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;

namespace CivicForge.Indexer.Events;

/// <summary>
/// Reads the events of protocol §7 out of raw logs: ABI words, 32 bytes each, big-endian, value types right-aligned, <c>bytesN</c> left-aligned.
/// Strict: another number of topics or data words, dirty padding, or a number that does not fit the tables is not an event, and the log stays raw.
/// </summary>
internal sealed class EventReader
{
    private delegate IndexedEvent? Parser(Words words);

    private readonly Dictionary<(Address Contract, Hash32 Topic), (Parser Parse, int Topics, int DataWords)> _parsers = [];

    internal EventReader(FollowedContracts contracts)
    {
        Add(contracts.Registry, "BatchAnchored(uint64,bytes32,uint32)", topics: 3, data: 1, BatchAnchored);
        Add(contracts.Registry, "AttestationRevoked(bytes32,address,bytes16,uint64,uint8)", topics: 4, data: 2, AttestationRevoked);
        Add(contracts.Registry, "ReceiptKeyChanged(address,address)", topics: 3, data: 0, ReceiptKeyChanged);
        Add(contracts.Distributor, "RewardClaimed(bytes16,address,address,uint64,uint32,uint32)", topics: 4, data: 3, RewardClaimed);
        Add(contracts.Distributor, "BatchWithheld(uint64,bool)", topics: 2, data: 1, BatchWithheld);
    }

    /// <summary>Reads one log.</summary>
    /// <param name="contract">Emitter: the same topic from another contract is another event.</param>
    /// <param name="topics">Up to four words.</param>
    /// <param name="data">The rest.</param>
    /// <param name="malformed">True when the signature is one of ours but the fields are not: something to look at.</param>
    /// <returns>The event, or null to keep the log raw.</returns>
    internal IndexedEvent? Read(Address contract, IReadOnlyList<Hash32> topics, ReadOnlySpan<byte> data, out bool malformed)
    {
        malformed = false;
        if (topics.Count == 0 || !_parsers.TryGetValue((contract, topics[0]), out var shape))
            return null;
        var parsed = topics.Count == shape.Topics && data.Length == shape.DataWords * Hash32.Size ? shape.Parse(new Words(topics, data)) : null;
        malformed = parsed is null;
        return parsed;
    }

    private void Add(Address contract, string signature, int topics, int data, Parser parse) =>
        _parsers.Add((contract, Keccak256.Hash(Encoding.ASCII.GetBytes(signature))), (parse, topics, data));

    private static IndexedEvent.BatchAnchored? BatchAnchored(Words w) =>
        Number(w.Topic(1)) is > 0 and var batch && Number(w.Data(0)) is > 0 and <= int.MaxValue and var leaves ? new(batch, new Hash32(w.Topic(2)), (int)leaves) : null;

    private static IndexedEvent.AttestationRevoked? AttestationRevoked(Words w) =>
        Account(w.Topic(2)) is { } by && Quest(w.Topic(3)) is { } quest && Number(w.Data(0)) is { } batch && Number(w.Data(1)) is <= byte.MaxValue and var reason
            ? new(new Hash32(w.Topic(1)), by, quest, batch, (byte)reason) : null;

    private static IndexedEvent.ReceiptKeyChanged? ReceiptKeyChanged(Words w) =>
        Account(w.Topic(1)) is { } key && Account(w.Topic(2)) is { } previous ? new(key, previous) : null;

    private static IndexedEvent.RewardClaimed? RewardClaimed(Words w) =>
        Quest(w.Topic(1)) is { } quest && Account(w.Topic(2)) is { } performer && Account(w.Topic(3)) is { } creator && Number(w.Data(0)) is { } batch
        && Number(w.Data(1)) is <= int.MaxValue and var xp && Number(w.Data(2)) is <= int.MaxValue and var reputation
            ? new(quest, performer, creator, batch, (int)xp, (int)reputation) : null;

    private static IndexedEvent.BatchWithheld? BatchWithheld(Words w) =>
        Number(w.Topic(1)) is { } batch && Number(w.Data(0)) is <= 1 and var withheld ? new(batch, withheld == 1) : null;

    private static long? Number(ReadOnlySpan<byte> word) =>
        !word[..24].ContainsAnyExcept((byte)0) && BinaryPrimitives.ReadInt64BigEndian(word[24..]) is >= 0 and var value ? value : null;

    private static Address? Account(ReadOnlySpan<byte> word) => word[..12].ContainsAnyExcept((byte)0) ? null : new Address(word[12..]);

    private static Guid? Quest(ReadOnlySpan<byte> word) => word[16..].ContainsAnyExcept((byte)0) ? null : QuestId.FromBytes16(word[..16]);

    private readonly ref struct Words(IReadOnlyList<Hash32> topics, ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> _data = data;

        internal ReadOnlySpan<byte> Topic(int index) => topics[index].ToArray();

        internal ReadOnlySpan<byte> Data(int index) => _data.Slice(index * Hash32.Size, Hash32.Size);
    }
}
