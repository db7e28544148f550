using System.Numerics;
using CivicForge.Api.Database;
using CivicForge.Chain;
using CivicForge.Chain.Transactions;

namespace CivicForge.Api.Transactions;

internal enum TransactionKind
{
    Anchor,
    Claim,
}

/// <summary>A nonce of one of our keys, what it is for, and where it stands. Inserting the row reserves the nonce; only
/// the holder of the lease writes it.</summary>
internal sealed class OutgoingTransaction
{
    private OutgoingTransaction() { }

    public OutgoingTransaction(
        PlannedTransaction plan,
        long chainId,
        Address sender,
        long nonce,
        DateTimeOffset now,
        long fence
    )
    {
        (Kind, Purpose, Seal, BatchId) = (plan.Kind, plan.Purpose, plan.Seal, plan.BatchId);
        (Recipient, Data, GasLimit) = (plan.To, plan.Data, plan.GasLimit);
        MaxCost = plan.GasLimit * plan.MaxFeePerGas;
        (ChainId, Sender, Nonce) = (chainId, sender, nonce);
        (PlannedAt, ChangedAt, Fence) = (now, now, fence);
        Claims.AddRange(plan.QuestIds.Select(id => new TransactionClaim(id, plan.Newcomers.Contains(id))));
    }

    public long Id { get; private set; }
    public TransactionKind Kind { get; private set; }

    /// <summary>What it is for; one live transaction each: <c>anchor:SEAL</c>, <c>claim:QUEST</c>.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>The batch, for an anchor.</summary>
    public long? Seal { get; private set; }

    /// <summary>The number under which the batch is offered to the chain, for an anchor.</summary>
    public long? BatchId { get; private set; }
    public long ChainId { get; private set; }
    public Address Sender { get; private set; }
    public long Nonce { get; private set; }
    public Address Recipient { get; private set; }
    public byte[] Data { get; private set; } = [];
    public long GasLimit { get; private set; }
    public TransactionState State { get; private set; }
    public Hash32? MinedHash { get; private set; }
    public long? MinedBlockNumber { get; private set; }
    public Hash32? MinedBlockHash { get; private set; }
    public bool? Succeeded { get; private set; }

    /// <summary>Wei that it may cost: its gas limit at the highest fee that was planned or signed.</summary>
    public BigInteger MaxCost { get; private set; }

    /// <summary>Wei that it cost, by its receipt, whether it succeeded or reverted; null before it is in a canonical
    /// block.</summary>
    public BigInteger? FeePaid { get; private set; }

    /// <summary>What a person has to look at; null when all is as expected.</summary>
    public string? Alarm { get; private set; }
    public DateTimeOffset PlannedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Fence of the lease under which it was written last.</summary>
    public long Fence { get; private set; }
    public List<TransactionAttempt> Attempts { get; } = [];

    /// <summary>The quests it claims rewards for.</summary>
    public List<TransactionClaim> Claims { get; } = [];

    public TransactionAttempt? Newest => Attempts.MaxBy(a => a.Number);

    /// <summary>The fields to sign.</summary>
    public Eip1559Transaction Unsigned(Fees fees) =>
        new(
            (ulong)ChainId,
            (ulong)Nonce,
            fees.MaxPriorityFeePerGas,
            fees.MaxFeePerGas,
            (ulong)GasLimit,
            Recipient,
            Value: 0,
            Data
        );

    /// <summary>Stores signed bytes, before anything is sent.</summary>
    public void AddAttempt(SignedTransaction signed, DateTimeOffset now, long fence)
    {
        if (!State.IsInFlight())
        {
            throw Illegal("sign an attempt");
        }
        Attempts.Add(new TransactionAttempt((Newest?.Number ?? 0) + 1, signed, now, fence));
        MaxCost = BigInteger.Max(MaxCost, GasLimit * signed.Transaction.MaxFeePerGas);
        Move(State == TransactionState.Planned ? TransactionState.Signed : State, now, fence);
    }

    /// <param name="error">What the node said; null when it accepted.</param>
    /// <param name="refused">False when the outcome is an acceptance or unknown.</param>
    public void RecordSending(Hash32 hash, string? error, bool refused, DateTimeOffset now, long fence)
    {
        Attempts.Single(a => a.Hash == hash).RecordSending(error, refused, now);
        Move(State == TransactionState.Signed && !refused ? TransactionState.Sent : State, now, fence);
    }

    /// <summary>Takes over what the canonical chain says; idempotent.</summary>
    public void Observe(TransactionOutcome outcome, DateTimeOffset now, long fence)
    {
        if (!State.IsLive())
        {
            throw Illegal("observe");
        }
        (MinedHash, MinedBlockNumber, MinedBlockHash, Succeeded) = outcome.Inclusion is { } i
            ? (i.TransactionHash, i.BlockNumber, i.BlockHash, i.Succeeded)
            : ((Hash32?)null, (long?)null, (Hash32?)null, (bool?)null);
        FeePaid = outcome.Inclusion?.FeePaid;
        Alarm = outcome.Alarm;
        Move(outcome.State, now, fence);
    }

    public bool Shows(TransactionOutcome outcome) =>
        State == outcome.State
        && MinedHash == outcome.Inclusion?.TransactionHash
        && MinedBlockHash == outcome.Inclusion?.BlockHash
        && Alarm == outcome.Alarm;

    /// <summary>Drops a plan of which nothing was signed: its nonce is free again.</summary>
    public void Cancel(DateTimeOffset now, long fence)
    {
        if (State != TransactionState.Planned || Attempts.Count > 0)
        {
            throw Illegal("cancel");
        }
        Move(TransactionState.Cancelled, now, fence);
    }

    private void Move(TransactionState state, DateTimeOffset now, long fence)
    {
        if (State != state)
        {
            ChangedAt = now;
        }
        (State, Fence) = (state, fence);
    }

    private InvalidOperationException Illegal(string what) =>
        new($"Cannot {what} of transaction {Id} ({Purpose}): it is {Words.Of(State)}.");
}

/// <summary>A reward that a transaction claims.</summary>
internal sealed class TransactionClaim
{
    private TransactionClaim() { }

    public TransactionClaim(Guid questId, bool isNewcomer) => (QuestId, IsNewcomer) = (questId, isNewcomer);

    public long TransactionId { get; private set; }
    public Guid QuestId { get; private set; }

    /// <summary>Its performer had never been paid for good when this was planned: it counts for the newcomers' part of
    /// the day's budget.</summary>
    public bool IsNewcomer { get; private set; }
}

/// <summary>What is to be sent, before it has a nonce.</summary>
internal sealed record PlannedTransaction(
    TransactionKind Kind,
    string Purpose,
    Address To,
    byte[] Data,
    long GasLimit,
    long? Seal = null,
    long? BatchId = null
)
{
    public IReadOnlyList<Guid> QuestIds { get; init; } = [];

    /// <summary>Those of the quests whose performer has never been paid for good.</summary>
    public IReadOnlySet<Guid> Newcomers { get; init; } = new HashSet<Guid>();

    /// <summary>The fee at which it will be signed: its gas limit at this fee counts as spent until its receipt says
    /// less.</summary>
    public BigInteger MaxFeePerGas { get; init; }
}
