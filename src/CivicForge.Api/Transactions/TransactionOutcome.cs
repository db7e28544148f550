namespace CivicForge.Api.Transactions;

/// <summary>What the canonical chain makes of a transaction.</summary>
/// <param name="Alarm">Something a person has to look at; null when all is as expected.</param>
internal sealed record TransactionOutcome(TransactionState State, Inclusion? Inclusion, string? Alarm = null)
{
    /// <summary>Recomputes the state from one reading, whatever it was before: mined and reverted are provisional until
    /// finalized, and a reorg leads back to <see cref="TransactionState.Sent"/>. Pure.</summary>
    public static TransactionOutcome Of(TransactionState state, long nonce, TransactionEvidence evidence)
    {
        if (evidence.CanonicalInclusion is { } inclusion)
        {
            return Included(inclusion, evidence);
        }
        var waiting = state.IsIncluded() ? TransactionState.Sent : state;
        if (evidence.NonceAtFinalized <= nonce)
        {
            return new(waiting, null);
        }
        return evidence.KnownToNode.Count > 0
            ? new(
                waiting,
                null,
                $"Nonce {nonce} is spent at the finalized block and the node still knows our transaction without a "
                    + "receipt. Ask another node."
            )
            : new(
                TransactionState.Superseded,
                null,
                $"Nonce {nonce} was spent by a transaction that is not ours. Find out who else uses this key."
            );
    }

    private static TransactionOutcome Included(Inclusion inclusion, TransactionEvidence evidence)
    {
        var isFinal = inclusion.BlockNumber <= evidence.FinalizedNumber;
        if (!inclusion.Succeeded)
        {
            return new(
                isFinal ? TransactionState.RevertedFinal : TransactionState.Mined,
                inclusion,
                $"Transaction {inclusion.TransactionHash} reverted in block {inclusion.BlockNumber}."
            );
        }
        return evidence.HasEffect switch
        {
            true => new(isFinal ? TransactionState.Finalized : TransactionState.Confirmed, inclusion),
            false => new(
                TransactionState.Mined,
                inclusion,
                $"The receipt of {inclusion.TransactionHash} says success and the contract's state in block "
                    + $"{inclusion.BlockNumber} shows no effect. Ask another node."
            ),
            null => new(TransactionState.Mined, inclusion),
        };
    }
}
