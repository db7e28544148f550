using CivicForge.Api.Transactions;

namespace CivicForge.Api.Anchorer;

/// <summary>Brings the anchors that are on their way up to date, at the node that the configuration means.</summary>
internal sealed class TrackAnchors(DeploymentCheck deployment, TransactionTracker tracker, SigningAccounts accounts)
{
    /// <param name="urgency">See <see cref="FeePolicy.Ceiling"/>.</param>
    public async Task RunAsync(double urgency, CancellationToken cancellationToken)
    {
        await deployment.RunAsync(cancellationToken);
        await tracker.AdvanceAsync(accounts.Anchorer, urgency, cancellationToken);
    }
}
