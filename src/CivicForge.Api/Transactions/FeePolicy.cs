using System.Numerics;

namespace CivicForge.Api.Transactions;

/// <summary>Decides what we offer per gas. Pure. Nothing it returns exceeds
/// <see cref="TransactionOptions.MaxFeePerGas"/>.</summary>
internal sealed class FeePolicy(TransactionOptions options)
{
    /// <summary>Numerator and denominator of a bump: +20 %, above the 10 % that nodes ask for a replacement.</summary>
    private const int BumpNumerator = 120,
        BumpDenominator = 100;

    /// <summary>How long an offer may wait for a block before it is replaced by a better one.</summary>
    public TimeSpan BumpAfter => options.BumpAfter;

    /// <summary>The most we pay now: half the absolute ceiling while there is time, rising to all of it as the deadline
    /// comes closer.</summary>
    /// <param name="urgency">Age of the oldest unanchored pair divided by the time in which it must be anchored; 0 when
    /// nothing waits.</param>
    public BigInteger Ceiling(double urgency)
    {
        var share = Math.Clamp(urgency, 0.5, 1);
        return (BigInteger)options.MaxFeePerGas * (int)(share * 1000) / 1000;
    }

    /// <summary>The first offer: twice the base fee plus the median priority fee, within floor and ceiling.</summary>
    public Fees Offer(FeeMarket market, double urgency)
    {
        var ceiling = Ceiling(urgency);
        var priority = BigInteger.Max(
            options.MinPriorityFeePerGas,
            BigInteger.Min(market.MedianPriorityFee, options.MaxPriorityFeePerGas)
        );
        priority = BigInteger.Min(priority, ceiling);
        var max = BigInteger.Min(2 * market.BaseFee + priority, ceiling);
        return new Fees(max, BigInteger.Min(priority, max));
    }

    /// <summary>A replacement of <paramref name="highest"/>, the highest fees ever signed for this nonce: both fields
    /// +20 % rounded up, or the market's offer where that is more. Null at the ceiling: then the same bytes are sent
    /// again.</summary>
    public Fees? Bump(Fees highest, FeeMarket market, double urgency)
    {
        var offer = Offer(market, urgency);
        var max = BigInteger.Max(Raise(highest.MaxFeePerGas), offer.MaxFeePerGas);
        var priority = BigInteger.Max(Raise(highest.MaxPriorityFeePerGas), offer.MaxPriorityFeePerGas);
        return max <= Ceiling(urgency) && priority <= max ? new Fees(max, priority) : null;
    }

    /// <summary>Whether these fees outbid nine tenths of what recent blocks took. A transaction that waits nevertheless
    /// has a connection fault, and paying more does not help.</summary>
    public bool OutbidsMarket(Fees fees, FeeMarket market) =>
        fees.EffectivePriorityFee(market.BaseFee)
        > BigInteger.Max(market.HighPriorityFee, options.MinPriorityFeePerGas);

    private static BigInteger Raise(BigInteger fee) => (fee * BumpNumerator + BumpDenominator - 1) / BumpDenominator;
}
