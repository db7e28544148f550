using System.Numerics;
using CivicForge.Chain.Rpc;

namespace CivicForge.Sandbox.Funding;

/// <summary>What the two keys that send need for a time, if blocks go on costing what they cost now. Gas of the chain
/// alone: what a rollup adds for its own chain is not in it.</summary>
/// <param name="PairsPerDay">Completed pairs; each is claimed once for its performer.</param>
/// <param name="GasPrice">Wei per gas.</param>
internal sealed record FundingNeeds(int Days, int PairsPerDay, BigInteger GasPrice)
{
    /// <summary>As measured (contracts/README.md), rounded up.</summary>
    private const int GasPerAnchor = 60_000,
        GasPerClaim = 90_000;

    /// <summary>A batch is sealed when its oldest pair is ten minutes old, or a thousand wait: the defaults of
    /// <c>Anchoring:MaxAge</c> and <c>Anchoring:MinSize</c>.</summary>
    private const int WindowsPerDay = 144,
        PairsPerBatch = 1000;

    /// <summary>Nothing is signed that the balance might not pay at twice the fee: the gas of the largest single
    /// offer.</summary>
    private const int AnchorInHand = 72_000,
        ClaimInHand = 250_000;

    /// <summary>The service offers no less (<c>Transactions:MinPriorityFeePerGas</c>).</summary>
    private static readonly BigInteger LeastTip = 100_000_000;

    public int AnchorsPerDay => Math.Min(PairsPerDay, WindowsPerDay + PairsPerDay / PairsPerBatch);

    public BigInteger Anchorer => Needs(AnchorsPerDay, GasPerAnchor, AnchorInHand);

    public BigInteger Payout => Needs(PairsPerDay, GasPerClaim, ClaimInHand);

    /// <summary>What a unit of gas costs in the next block.</summary>
    public static async Task<BigInteger> GasPriceAsync(EthClient client, CancellationToken cancellationToken)
    {
        var history = await client.FeeHistoryAsync(20, BlockId.Latest, [50], cancellationToken);
        return history.BaseFeePerGas[^1] + BigInteger.Max(history.MedianPriorityFee, LeastTip);
    }

    private BigInteger Needs(int perDay, int gas, int inHand) =>
        Ether.RoundedUp(GasPrice * (((BigInteger)perDay * gas * Days) + (2 * inHand)));
}
