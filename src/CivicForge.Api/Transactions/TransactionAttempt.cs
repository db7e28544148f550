using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Transactions;

namespace CivicForge.Api.Transactions;

/// <summary>Raw signed bytes that were, or may have been, handed to a node. The bytes never change; attempts of one
/// transaction share its nonce and differ in fees only.</summary>
internal sealed class TransactionAttempt
{
    private TransactionAttempt() { }

    public TransactionAttempt(int number, SignedTransaction signed, DateTimeOffset now, long fence)
    {
        Number = number;
        Hash = signed.Hash;
        Raw = signed.Raw;
        MaxFeePerGas = signed.Transaction.MaxFeePerGas;
        MaxPriorityFeePerGas = signed.Transaction.MaxPriorityFeePerGas;
        SignedAt = now;
        Fence = fence;
    }

    public Hash32 Hash { get; private set; }
    public long TransactionId { get; private set; }

    /// <summary>1 for the first; a replacement has the next number.</summary>
    public int Number { get; private set; }
    public byte[] Raw { get; private set; } = [];
    public BigInteger MaxFeePerGas { get; private set; }
    public BigInteger MaxPriorityFeePerGas { get; private set; }
    public DateTimeOffset SignedAt { get; private set; }
    public DateTimeOffset? LastSentAt { get; private set; }

    /// <summary>How often it was handed to a node.</summary>
    public int Sends { get; private set; }

    /// <summary>What the node said to the last sending, when it was not an acceptance.</summary>
    public string? LastError { get; private set; }

    /// <summary>Whether the last sending was refused outright; else its outcome is an acceptance or unknown.</summary>
    public bool Refused { get; private set; }
    public long Fence { get; private set; }

    public Fees Fees => new(MaxFeePerGas, MaxPriorityFeePerGas);

    public void RecordSending(string? error, bool refused, DateTimeOffset now)
    {
        Sends++;
        LastSentAt = now;
        LastError = error;
        Refused = refused;
    }
}
