namespace CivicForge.Api.Transactions;

/// <summary>Where an outgoing transaction stands. Its names are the words of SQL, wire and screens.</summary>
internal enum TransactionState
{
    /// <summary>The nonce is reserved by this row; nothing is signed.</summary>
    Planned,

    /// <summary>The raw bytes are stored; they may or may not have left us.</summary>
    Signed,

    /// <summary>Handed to a node at least once, in no canonical block.</summary>
    Sent,

    /// <summary>One attempt is in a canonical block, with success or reverted: both are provisional.</summary>
    Mined,

    /// <summary>Mined with success and the contract's state at that block shows the effect.</summary>
    Confirmed,

    /// <summary>Confirmed at or below the finalized block. Terminal.</summary>
    Finalized,

    /// <summary>The nonce was spent at or below the finalized block by a transaction that is none of our attempts; or
    /// its key was replaced, and it got into no block in time. Terminal.</summary>
    Superseded,

    /// <summary>Reverted at or below the finalized block. Terminal.</summary>
    RevertedFinal,

    /// <summary>Planned and dropped before anything was signed: the nonce is free again. Terminal.</summary>
    Cancelled,
}

internal static class TransactionStates
{
    /// <summary>Not terminal: the canonical chain can still move it.</summary>
    public static readonly TransactionState[] Live =
    [
        TransactionState.Planned,
        TransactionState.Signed,
        TransactionState.Sent,
        TransactionState.Mined,
        TransactionState.Confirmed,
    ];

    /// <summary>Live and in no block: while one exists, the key signs nothing new.</summary>
    public static readonly TransactionState[] InFlight =
    [
        TransactionState.Planned,
        TransactionState.Signed,
        TransactionState.Sent,
    ];

    /// <summary>In a canonical block, as far as we know.</summary>
    public static readonly TransactionState[] Included =
    [
        TransactionState.Mined,
        TransactionState.Confirmed,
        TransactionState.Finalized,
        TransactionState.RevertedFinal,
    ];

    public static bool IsLive(this TransactionState state) => Live.Contains(state);

    public static bool IsIncluded(this TransactionState state) => Included.Contains(state);

    public static bool IsInFlight(this TransactionState state) => InFlight.Contains(state);
}
