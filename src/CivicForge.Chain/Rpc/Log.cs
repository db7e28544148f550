using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>An event log of a mined block.</summary>
public sealed record Log(
    Address Address,
    IReadOnlyList<Hash32> Topics,
    byte[] Data,
    ulong BlockNumber,
    Hash32 BlockHash,
    Hash32 TransactionHash,
    uint TransactionIndex,
    uint LogIndex,
    bool Removed
)
{
    private const int AllMembers = 0b1111_1111;

    /// <inheritdoc cref="RpcResultReader{T}"/>
    internal static IReadOnlyList<Log> ReadAll(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"Expected a list of logs, got {json.TokenType}.");
        }
        var logs = new List<Log>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            logs.Add(Read(ref json));
        }
        return logs;
    }

    private static Log Read(ref Utf8JsonReader json)
    {
        var (address, blockHash, transactionHash) = (default(Address), default(Hash32), default(Hash32));
        Hash32[] topics = [];
        byte[] data = [];
        ulong blockNumber = 0;
        var (transactionIndex, logIndex, removed, seen) = (0u, 0u, false, 0);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException($"Expected a log, got {json.TokenType}.");
        }
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Json.Is(ref json, "address"u8))
            {
                (address, seen) = (Json.Address(ref json), seen | 1);
            }
            else if (Json.Is(ref json, "topics"u8))
            {
                (topics, seen) = (ReadTopics(ref json), seen | 2);
            }
            else if (Json.Is(ref json, "data"u8))
            {
                (data, seen) = (Json.Bytes(ref json), seen | 4);
            }
            else if (Json.Is(ref json, "blockNumber"u8))
            {
                (blockNumber, seen) = (Json.Number(ref json), seen | 8);
            }
            else if (Json.Is(ref json, "blockHash"u8))
            {
                (blockHash, seen) = (Json.Hash(ref json), seen | 16);
            }
            else if (Json.Is(ref json, "transactionHash"u8))
            {
                (transactionHash, seen) = (Json.Hash(ref json), seen | 32);
            }
            else if (Json.Is(ref json, "transactionIndex"u8))
            {
                (transactionIndex, seen) = (checked((uint)Json.Number(ref json)), seen | 64);
            }
            else if (Json.Is(ref json, "logIndex"u8))
            {
                (logIndex, seen) = (checked((uint)Json.Number(ref json)), seen | 128);
            }
            else if (Json.Is(ref json, "removed"u8))
            {
                removed = json.TokenType == JsonTokenType.True;
                json.Skip();
            }
            else
            {
                json.Skip();
            }
        }
        return seen == AllMembers
            ? new(address, topics, data, blockNumber, blockHash, transactionHash, transactionIndex, logIndex, removed)
            : throw new FormatException("A member of a log is missing.");
    }

    private static Hash32[] ReadTopics(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"Expected a list of topics, got {json.TokenType}.");
        }
        // Four are what a log can have; that one has more is for the reader of the log to say.
        var topics = new Hash32[4];
        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (count == topics.Length)
            {
                Array.Resize(ref topics, 2 * count);
            }
            topics[count++] = Json.Hash(ref json);
        }
        if (count < topics.Length)
        {
            Array.Resize(ref topics, count);
        }
        return topics;
    }
}
