using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Gates;

/// <summary>Gates that ask the chain: is the node the right one, and who commands the registry.</summary>
internal sealed class NodeGates(ChainPlace? chain, DateTimeOffset now)
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    /// <summary>An older newest block means that the node has lost the others.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(5);

    /// <param name="service">What the running service says of itself; null when none runs.</param>
    public async Task<IReadOnlyList<Gate>> LookAsync(
        ServiceDescription? service,
        CancellationToken cancellationToken
    ) =>
        chain is null
            ? [NotNamed("node"), NotNamed("second-node"), NotNamed("contracts-on-chain"), NotNamed("owner")]
            :
            [
                await GuardAsync("node", () => NodeAsync(chain, cancellationToken)),
                await GuardAsync("second-node", () => SecondAsync(chain, cancellationToken)),
                await GuardAsync("contracts-on-chain", () => ContractsAsync(chain, service, cancellationToken)),
                await GuardAsync("owner", () => OwnerAsync(chain, service, cancellationToken)),
            ];

    private async Task<Gate> NodeAsync(ChainPlace place, CancellationToken cancellationToken)
    {
        const string action = "Correct the node or the environment's chain.";
        var node = new EthClient(place.Rpc, AnswersWithin);
        var id = await node.ChainIdAsync(cancellationToken);
        if (id != place.Id)
        {
            return Gate.Fail("node", $"it is of chain {id}, not {place.Id}", action);
        }
        var genesis = (await node.GetBlockAsync(BlockId.Number(0), cancellationToken))?.Hash.ToString();
        if (place.Genesis is { } expected && !expected.Equals(genesis, StringComparison.OrdinalIgnoreCase))
        {
            return Gate.Fail("node", $"its block 0 is {genesis}, not {expected}", action);
        }
        if (await node.GetBlockAsync(BlockId.Finalized, cancellationToken) is not { } final)
        {
            return Gate.Fail(
                "node",
                "it knows no finalized block",
                "Set Chain:Finality to a depth, or change the node."
            );
        }
        var head = await node.GetBlockAsync(BlockId.Latest, cancellationToken);
        var age = now - DateTimeOffset.FromUnixTimeSeconds((long)(head?.Timestamp ?? 0));
        return Gate.Of(
            "node",
            // A development chain mines only while somebody waits.
            age < Stale
                || place.Id == Ethereum.DevelopmentAccounts.ChainId,
            $"chain {id}, head {head?.Number}, {age.TotalSeconds:F0} s old, finalized {final.Number}"
                + (place.Genesis is null ? ", genesis not compared" : ""),
            "The node lost its peers, or this machine's clock is wrong."
        );
    }

    private static async Task<Gate> SecondAsync(ChainPlace place, CancellationToken cancellationToken)
    {
        if (place.SecondRpc is null)
        {
            return Gate.NotKnown("second-node", "no second provider is named", "Name one: chain.secondRpc.");
        }
        var (first, second) = (new EthClient(place.Rpc, AnswersWithin), new EthClient(place.SecondRpc, AnswersWithin));
        var final = await second.GetBlockAsync(BlockId.Finalized, cancellationToken);
        var same = final is null ? null : await first.GetBlockAsync(BlockId.Number(final.Number), cancellationToken);
        return Gate.Of(
            "second-node",
            final is not null && same?.Hash == final.Hash,
            $"finalized block {final?.Number}: {final?.Hash} there, {same?.Hash} at the first",
            "One of the two nodes is wrong, or behind. Release nothing until they agree."
        );
    }

    private static async Task<Gate> ContractsAsync(
        ChainPlace place,
        ServiceDescription? service,
        CancellationToken cancellationToken
    )
    {
        const string name = "contracts-on-chain";
        if (service is null)
        {
            return Gate.NotKnown(name, "no service runs that names them", "Start it.");
        }
        var node = new EthClient(place.Rpc, AnswersWithin);
        foreach (
            var (artifact, address) in new[]
            {
                (ContractArtifact.AttestationRegistry, service.Registry),
                (ContractArtifact.RewardDistributor, service.Distributor),
                (ContractArtifact.CivicReputation, service.Reputation),
            }
        )
        {
            if (!artifact.Matches(await node.GetCodeAsync(address, BlockId.Latest, cancellationToken)))
            {
                return Gate.Fail(
                    name,
                    $"the code at {address} is not that of {artifact.Name} in contracts/abi",
                    "Deploy the contracts of this version, or release the version that they are of."
                );
            }
        }
        var receiptKey = await new AttestationRegistryContract(node, service.Registry).ReceiptKeyAsync(
            BlockId.Latest,
            cancellationToken
        );
        return Gate.Of(
            name,
            receiptKey == service.ReceiptKey,
            $"the code of all three is the committed one; the registry names the receipt key {receiptKey}",
            $"The service signs with {service.ReceiptKey}: let the admin call setReceiptKey."
        );
    }

    private static async Task<Gate> OwnerAsync(
        ChainPlace place,
        ServiceDescription? service,
        CancellationToken cancellationToken
    )
    {
        if (place.Admin is not { } admin)
        {
            return Gate.NotKnown("owner", "no admin is named", "Name it: chain.admin.");
        }
        if (service is null)
        {
            return Gate.NotKnown("owner", "no service runs that names the registry", "Start it.");
        }
        var address = Address.Parse(admin);
        var node = new EthClient(place.Rpc, AnswersWithin);
        var holds = await Deployment.IsAdminAsync(node, service.Registry, address, cancellationToken);
        return Gate.Of(
            "owner",
            holds,
            holds ? $"{address} is the registry's admin" : $"{address} is not the registry's admin",
            "Find out who is before anything else: the admin names the keys that may anchor."
        );
    }

    private static async Task<Gate> GuardAsync(string name, Func<Task<Gate>> look)
    {
        try
        {
            return await look();
        }
        catch (RpcException silent)
        {
            return Gate.NotKnown(name, $"the node does not answer: {silent.Message}", "Mend the node or its address.");
        }
    }

    private static Gate NotNamed(string name) =>
        Gate.NotKnown(name, "the environment names no node", "Name one: chain.rpc and chain.id.");
}
