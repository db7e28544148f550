using System.Numerics;
using CivicForge.Api.Watching;

namespace CivicForge.Api.Transactions;

internal enum SendAction
{
    /// <summary>Nothing to do: it waits in a pool, or its nonce is spent.</summary>
    Wait,

    /// <summary>Hand the newest stored bytes to the node (again).</summary>
    Send,

    /// <summary>Sign a replacement with <see cref="SendDecision.Fees"/>.</summary>
    Bump,
}

/// <summary>What decides between waiting, sending the same bytes and paying more.</summary>
/// <param name="NewestKnownToNode">Whether the node still has the newest attempt; pools drop, reorgs do not give
/// back.</param>
/// <param name="NewestRefusal">What the node said when it refused the last sending; null when it accepted, or when that
/// is unknown.</param>
/// <param name="SentByThisProcess">Whether this process handed the newest attempt to a node: a restart sends identical
/// bytes first.</param>
/// <param name="Waiting">Since the newest attempt was signed.</param>
/// <param name="Newest">Fees of the newest, thus highest, attempt.</param>
/// <param name="Urgency">See <see cref="FeePolicy.Ceiling"/>.</param>
/// <param name="Balance">The sender's, in wei.</param>
internal sealed record SendFacts(
    TransactionState State,
    long Nonce,
    long NonceAtHead,
    bool NewestKnownToNode,
    string? NewestRefusal,
    bool SentByThisProcess,
    TimeSpan Waiting,
    Fees Newest,
    long GasLimit,
    FeeMarket Market,
    double Urgency,
    BigInteger Balance
);

internal sealed record SendDecision(
    SendAction Action,
    Fees Fees = default,
    string? Alarm = null,
    string Kind = AlarmKind.Transaction
)
{
    /// <summary>The next step for a transaction that is in no canonical block. Pure.</summary>
    public static SendDecision For(SendFacts facts, FeePolicy policy, TimeSpan bumpAfter)
    {
        if (facts.State is not (TransactionState.Signed or TransactionState.Sent) || facts.NonceAtHead > facts.Nonce)
        {
            return new(SendAction.Wait);
        }
        if (!facts.SentByThisProcess)
        {
            return new(SendAction.Send);
        }
        if (!facts.NewestKnownToNode && facts.NewestRefusal is null)
        {
            return new(SendAction.Send);
        }
        if (facts.Waiting < bumpAfter)
        {
            return new(facts.NewestKnownToNode ? SendAction.Wait : SendAction.Send);
        }
        if (!facts.NewestKnownToNode && !IsAboutFees(facts.NewestRefusal!))
        {
            return new(
                SendAction.Send,
                Alarm: $"The node refuses the transaction with nonce {facts.Nonce}, and not for its fees: "
                    + $"{facts.NewestRefusal}"
            );
        }
        return Replace(facts, policy);
    }

    /// <summary>Paying more helps against these refusals and no other (geth, erigon, nethermind, besu, reth word them
    /// so).</summary>
    private static bool IsAboutFees(string refusal) =>
        refusal.Contains("underpriced", StringComparison.OrdinalIgnoreCase)
        || refusal.Contains("base fee", StringComparison.OrdinalIgnoreCase)
        || refusal.Contains("fee too low", StringComparison.OrdinalIgnoreCase)
        || refusal.Contains("FeeTooLow", StringComparison.OrdinalIgnoreCase)
        || refusal.Contains("gas price", StringComparison.OrdinalIgnoreCase);

    private static SendDecision Replace(SendFacts facts, FeePolicy policy)
    {
        if (policy.OutbidsMarket(facts.Newest, facts.Market))
        {
            return new(
                SendAction.Send,
                Alarm: $"The transaction with nonce {facts.Nonce} waits although it outbids recent blocks. Check "
                    + "the connection to the node."
            );
        }
        if (policy.Bump(facts.Newest, facts.Market, facts.Urgency) is not { } bump)
        {
            return new(
                SendAction.Send,
                Alarm: $"The transaction with nonce {facts.Nonce} waits at our fee ceiling of "
                    + $"{policy.Ceiling(facts.Urgency)} wei per gas. Raise Transactions:MaxFeePerGas or wait.",
                Kind: AlarmKind.FeeCeiling
            );
        }
        if (facts.Balance < bump.MaxFeePerGas * facts.GasLimit)
        {
            return new(
                SendAction.Send,
                Alarm: $"A balance of {facts.Balance} wei does not pay a replacement at {bump.MaxFeePerGas} wei "
                    + $"per gas for {facts.GasLimit} gas. Refill the account.",
                Kind: AlarmKind.KeyEmpty
            );
        }
        return new(SendAction.Bump, bump);
    }
}
