namespace CivicForge.Api.Transactions;

/// <summary>How every job that writes to the chain begins: this process holds the lease, and the node is the one that
/// the configuration means.</summary>
internal sealed class ChainJobStart(Lease lease, DeploymentCheck deployment, AnchorerMetrics metrics)
{
    /// <returns>False when another process holds the lease.</returns>
    public async Task<bool> HasLeaseAsync(CancellationToken cancellationToken) =>
        metrics.LeaseHeld = await lease.TryAcquireAsync(cancellationToken);

    /// <returns>False when another process holds the lease.</returns>
    /// <exception cref="WrongChainException">The node serves another chain, or other contracts.</exception>
    public async Task<bool> MayRunAsync(CancellationToken cancellationToken)
    {
        if (!await HasLeaseAsync(cancellationToken))
        {
            return false;
        }
        await deployment.RunAsync(cancellationToken);
        return true;
    }
}
