using System.Numerics;

namespace CivicForge.Api.Transactions;

/// <summary>The two fee fields of an EIP-1559 transaction, in wei per gas.</summary>
internal readonly record struct Fees(BigInteger MaxFeePerGas, BigInteger MaxPriorityFeePerGas)
{
    /// <summary>What the block producer would earn per gas under this base fee; negative when the transaction cannot be
    /// included.</summary>
    public BigInteger EffectivePriorityFee(BigInteger baseFee) =>
        BigInteger.Min(MaxPriorityFeePerGas, MaxFeePerGas - baseFee);
}

/// <summary>What the chain charges now: the next block's base fee and the median and 90th percentile of the priority
/// fees paid in recent blocks, in wei per gas.</summary>
internal readonly record struct FeeMarket(BigInteger BaseFee, BigInteger MedianPriorityFee, BigInteger HighPriorityFee);
