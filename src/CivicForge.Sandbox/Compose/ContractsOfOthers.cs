using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Deploying;

namespace CivicForge.Sandbox.Compose;

/// <summary>Contracts on an outside chain, where nothing is deployed by itself: whether they are those of this version
/// and know the keys of this installation.</summary>
internal sealed class ContractsOfOthers(EthClient client, ContractSettings settings, ServiceKeys keys)
{
    /// <returns>What the operator should know; nothing of it keeps the service from starting.</returns>
    /// <exception cref="SandboxException">They are other contracts, or do not know a key.</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        await CheckCodeAsync(ContractArtifact.AttestationRegistry, settings.Registry, cancellationToken);
        await CheckCodeAsync(ContractArtifact.RewardDistributor, settings.Distributor, cancellationToken);
        await CheckCodeAsync(ContractArtifact.CivicReputation, settings.Reputation, cancellationToken);

        var (receipt, anchorer) = (keys.Receipt, keys.Anchorer);
        var known = await new AttestationRegistryContract(client, settings.Registry).ReceiptKeyAsync(
            BlockId.Latest,
            cancellationToken
        );
        if (known != receipt)
        {
            throw new SandboxException(
                $"The registry {settings.Registry} names the receipt key {known}, not ours, {receipt}. Deploy with "
                    + $"--receipt-key {receipt}, or let the registry's admin call setReceiptKey."
            );
        }

        if (!await Deployment.HasRoleAsync(client, settings.Registry, "ANCHORER", anchorer, cancellationToken))
        {
            throw new SandboxException(
                $"{anchorer} may not anchor in the registry {settings.Registry}. Deploy with --anchorer {anchorer}, "
                    + "or let the registry's admin grant it role ANCHORER."
            );
        }

        return
        [
            .. await EmptyAsync("anchorer", anchorer, cancellationToken),
            .. await EmptyAsync("payout", keys.Payout, cancellationToken),
        ];
    }

    private Task CheckCodeAsync(ContractArtifact artifact, Address address, CancellationToken cancellationToken) =>
        Deployment.CheckCodeAsync(client, artifact, address, cancellationToken);

    private async Task<string[]> EmptyAsync(string name, Address account, CancellationToken cancellationToken) =>
        await client.GetBalanceAsync(account, BlockId.Latest, cancellationToken) > BigInteger.Zero
            ? []
            : [$"The {name} {account} has no coins to pay with. Send it some."];
}
