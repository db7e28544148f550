using System.Numerics;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Rewards;

/// <summary>Nothing can be claimed now, whoever it is for. The message is the reason that waiting rewards are given;
/// the next run tries again.</summary>
internal sealed class PayoutHeldException(string alarm, string message) : Exception(message)
{
    public string Alarm => alarm;
}

/// <summary>What the payout key offers for a claim now.</summary>
/// <param name="Gas">The most gas that its balance pays at these fees.</param>
internal readonly record struct PayoutOffer(Fees Fees, BigInteger Gas);

/// <summary>The payout key as its claims need it: able to pay, at fees that a block can take.</summary>
internal sealed class PayoutAccount(SigningAccounts accounts, FeePolicy fees, ChainNode node)
{
    public SigningAccount Signer => accounts.Payout;
    public Address Address => accounts.Payout.Address;

    /// <param name="gas">What one claim may use: less than its price in the account, and nothing is offered.</param>
    /// <exception cref="PayoutHeldException">No claim can be sent now.</exception>
    public async Task<PayoutOffer> OfferAsync(long gas, CancellationToken cancellationToken)
    {
        try
        {
            await Signer.CheckAsync(cancellationToken);
        }
        catch (SignerSilentException e)
        {
            throw new PayoutHeldException(AlarmKind.SignerSilent, e.Message);
        }
        var market = await node.FeeMarketAsync(cancellationToken);
        var offer = fees.Offer(market, urgency: 0);
        if (offer.MaxFeePerGas < market.BaseFee)
        {
            throw new PayoutHeldException(
                AlarmKind.FeeCeiling,
                $"A block costs {market.BaseFee} wei per gas, and claims pay at most {offer.MaxFeePerGas}. Raise "
                    + "Transactions:MaxFeePerGas or wait."
            );
        }
        var balance = await node.Client.GetBalanceAsync(Address, BlockId.Latest, cancellationToken);
        var affordable = balance / offer.MaxFeePerGas;
        if (affordable < gas)
        {
            throw new PayoutHeldException(
                AlarmKind.KeyEmpty,
                $"The payout account {Address} has {balance} wei, and a claim may cost "
                    + $"{gas * offer.MaxFeePerGas}. Refill it."
            );
        }
        return new PayoutOffer(offer, affordable);
    }

    /// <summary>What a node says when it is not the claim that it refuses, but the account or the fees.</summary>
    public static PayoutHeldException? Held(RpcException refusal) =>
        Says(refusal, "insufficient funds") || Says(refusal, "insufficient balance")
            ? new PayoutHeldException(
                AlarmKind.KeyEmpty,
                $"The node says that the payout account cannot pay: {refusal.Message}"
            )
        : Says(refusal, "max fee per gas less than") || Says(refusal, "base fee") || Says(refusal, "basefee")
            ? new PayoutHeldException(AlarmKind.FeeCeiling, $"The node refuses the fees of claims: {refusal.Message}")
        : null;

    /// <summary>What keeps every claim from being signed, whoever it is for.</summary>
    public static PayoutHeldException? HeldBySigner(Exception exception) =>
        exception switch
        {
            SignerSilentException => new PayoutHeldException(AlarmKind.SignerSilent, exception.Message),
            WrongSignatureException => new PayoutHeldException(AlarmKind.NotSigned, exception.Message),
            _ => null,
        };

    private static bool Says(RpcException refusal, string words) =>
        refusal.RevertData is null && refusal.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
