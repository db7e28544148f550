using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;

namespace CivicForge.Api.Transactions;

/// <summary>The node serves another chain than the configured one, or other code stands at our addresses. Nothing is
/// signed until that is put right.</summary>
internal sealed class WrongChainException(string message) : Exception(message);

/// <summary>Compares the node with our configuration: chain id, genesis hash, and the code at the contracts' addresses.
/// Runs before every signature, so a node that is swapped behind its address is noticed in time.</summary>
internal sealed class DeploymentCheck(EthClient client, ChainOptions chain)
{
    /// <exception cref="WrongChainException">A mismatch.</exception>
    /// <exception cref="RpcException">The node did not answer: nothing is known.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await client.ChainIdAsync(cancellationToken);
        if (id != (ulong)chain.Id)
        {
            throw new WrongChainException(
                $"The node at {client.Url.Host}:{client.Url.Port} serves chain {id}, not {chain.Id}. Nothing is "
                    + "signed. Correct Chain:RpcUrl or Chain:Id."
            );
        }
        if (chain.GenesisHash is { } expected)
        {
            var genesis = await client.GetBlockAsync(BlockId.Number(0), cancellationToken);
            if (genesis?.Hash != expected)
            {
                throw new WrongChainException(
                    $"Block 0 of the node is {genesis?.Hash.ToString() ?? "missing"}, not {expected}. Nothing is "
                        + "signed. Correct Chain:RpcUrl or Chain:GenesisHash."
                );
            }
        }

        await CheckCodeAsync(ContractArtifact.AttestationRegistry, chain.Registry, cancellationToken);
        await CheckCodeAsync(ContractArtifact.RewardDistributor, chain.Distributor, cancellationToken);
    }

    private async Task CheckCodeAsync(ContractArtifact artifact, Address address, CancellationToken cancellationToken)
    {
        var code = await client.GetCodeAsync(address, BlockId.Latest, cancellationToken);
        if (!artifact.Matches(code))
        {
            throw new WrongChainException(
                $"The {code.Length} bytes of code at {address} are not {artifact.Name}. Nothing is signed. Correct "
                    + "the section Chain, or deploy the contracts."
            );
        }
    }
}
