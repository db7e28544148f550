using CivicForge.Api.Transactions;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Anchoring;

/// <summary>Offers what <see cref="PlanAnchor"/> has planned.</summary>
internal sealed class SubmitAnchor(
    PlanAnchor plan,
    TransactionSender sender,
    SigningAccounts accounts,
    FeePolicy fees,
    ChainNode node
)
{
    /// <summary>Why the last look offered nothing although a batch waits; null when nothing keeps it.</summary>
    public string? WaitsFor => plan.WaitsFor;

    /// <summary>Plans, signs, stores and sends one anchor.</summary>
    /// <returns>Whether one was sent.</returns>
    /// <exception cref="RpcException">The node did not answer; whatever was stored is taken up by the next
    /// tick.</exception>
    public async Task<bool> RunAsync(double urgency, CancellationToken cancellationToken)
    {
        if (await plan.RunAsync(cancellationToken) is not { } id)
        {
            return false;
        }
        await sender.SignAsync(
            accounts.Anchorer,
            id,
            fees.Offer(await node.FeeMarketAsync(cancellationToken), urgency),
            cancellationToken
        );
        await sender.SendAsync(id, cancellationToken);
        return true;
    }
}
