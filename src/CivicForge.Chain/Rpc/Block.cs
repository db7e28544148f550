using System.Numerics;
using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>A block header with the hashes of its transactions. Timestamp in unix seconds, base fee in wei.</summary>
public sealed record Block(
    ulong Number,
    Hash32 Hash,
    Hash32 ParentHash,
    ulong Timestamp,
    byte[] LogsBloom,
    BigInteger? BaseFeePerGas,
    ulong GasLimit,
    ulong GasUsed,
    IReadOnlyList<Hash32> TransactionHashes
)
{
    private const int AllMembers = 0b1111_1111;

    /// <returns>Null for a block that the node does not have.</returns>
    /// <inheritdoc cref="RpcResultReader{T}"/>
    internal static Block? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException($"Expected a block, got {json.TokenType}.");
        }
        var (hash, parentHash) = (default(Hash32), default(Hash32));
        ulong number = 0,
            timestamp = 0,
            gasLimit = 0,
            gasUsed = 0;
        byte[] logsBloom = [];
        BigInteger? baseFee = null;
        Hash32[] transactions = [];
        var seen = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Json.Is(ref json, "number"u8))
            {
                (number, seen) = (Json.Number(ref json), seen | 1);
            }
            else if (Json.Is(ref json, "hash"u8))
            {
                (hash, seen) = (Json.Hash(ref json), seen | 2);
            }
            else if (Json.Is(ref json, "parentHash"u8))
            {
                (parentHash, seen) = (Json.Hash(ref json), seen | 4);
            }
            else if (Json.Is(ref json, "timestamp"u8))
            {
                (timestamp, seen) = (Json.Number(ref json), seen | 8);
            }
            else if (Json.Is(ref json, "logsBloom"u8))
            {
                (logsBloom, seen) = (Json.Bytes(ref json), seen | 16);
            }
            else if (Json.Is(ref json, "gasLimit"u8))
            {
                (gasLimit, seen) = (Json.Number(ref json), seen | 32);
            }
            else if (Json.Is(ref json, "gasUsed"u8))
            {
                (gasUsed, seen) = (Json.Number(ref json), seen | 64);
            }
            else if (Json.Is(ref json, "transactions"u8))
            {
                (transactions, seen) = (ReadTransactions(ref json), seen | 128);
            }
            else if (Json.Is(ref json, "baseFeePerGas"u8) && json.TokenType == JsonTokenType.String)
            {
                baseFee = Json.BigNumber(ref json);
            }
            else
            {
                json.Skip();
            }
        }
        return seen == AllMembers
            ? new(number, hash, parentHash, timestamp, logsBloom, baseFee, gasLimit, gasUsed, transactions)
            : throw new FormatException("A member of a block is missing.");
    }

    /// <summary>Their hashes; some nodes give whole transactions all the same.</summary>
    private static Hash32[] ReadTransactions(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"Expected a list of transactions, got {json.TokenType}.");
        }
        var hashes = new Hash32[4];
        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (count == hashes.Length)
            {
                Array.Resize(ref hashes, 2 * count);
            }
            hashes[count++] = json.TokenType == JsonTokenType.StartObject ? HashOf(ref json) : Json.Hash(ref json);
        }
        if (count < hashes.Length)
        {
            Array.Resize(ref hashes, count);
        }
        return hashes;
    }

    private static Hash32 HashOf(ref Utf8JsonReader transaction)
    {
        Hash32? hash = null;
        while (transaction.Read() && transaction.TokenType == JsonTokenType.PropertyName)
        {
            if (Json.Is(ref transaction, "hash"u8))
            {
                hash = Json.Hash(ref transaction);
            }
            else
            {
                transaction.Skip();
            }
        }
        return hash ?? throw new FormatException("A transaction has no hash.");
    }
}
