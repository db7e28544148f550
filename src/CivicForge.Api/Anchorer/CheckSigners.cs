using CivicForge.Api.Transactions;

namespace CivicForge.Api.Anchorer;

/// <summary>Asks the signers whether they would sign, so that a remote one that is away is noticed before there is
/// something to sign. Keys of this process always would.</summary>
internal sealed class CheckSigners(ChainJobStart start, SigningAccounts accounts)
{
    /// <returns>False when another process holds the lease.</returns>
    /// <exception cref="SignerSilentException">It would not.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!await start.HasLeaseAsync(cancellationToken))
        {
            return false;
        }
        foreach (var account in accounts.Both)
        {
            await account.CheckAsync(cancellationToken);
        }
        return true;
    }
}
