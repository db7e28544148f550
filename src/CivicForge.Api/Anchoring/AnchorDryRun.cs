using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Hosting;

namespace CivicForge.Api.Anchoring;

/// <summary>Asks the node what an anchor would do, before anything is signed.</summary>
internal sealed class AnchorDryRun(
    DryRun dryRun,
    SigningAccounts accounts,
    ChainOptions chain,
    Alarms alarms,
    ILogger<AnchorDryRun> logger
)
{
    /// <returns>The gas limit, or why the batch is not anchored.</returns>
    public async Task<(long? Gas, string? Refusal)> RunAsync(
        SealedRoot batch,
        byte[] data,
        CancellationToken cancellationToken
    )
    {
        var (gas, refusal) = await dryRun.RunAsync(
            new CallRequest(chain.Registry, data) { From = accounts.Anchorer.Address },
            cancellationToken
        );
        if (refusal is null)
        {
            await alarms.EndAsync(AlarmKind.DryRun, "anchor", cancellationToken);
            return (gas, null);
        }

        var error = ContractErrors.Describe(refusal.RevertData ?? []);
        logger.DryRunFailed(batch.Seal, refusal.Message, error);
        var reason =
            $"The dry run of anchoring batch {batch.Seal} failed: {refusal.Message} ({error}). Nothing was signed.";
        await alarms.RaiseAsync(AlarmKind.DryRun, "anchor", reason, cancellationToken);
        return (null, reason);
    }
}
