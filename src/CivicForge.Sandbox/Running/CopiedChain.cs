using System.Numerics;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Running;

/// <summary>A chain with a deployment of CivicForge, and how to copy it from its newest block on. What happens on the
/// copy stays there, and keys made for it act on it, because the copy pretends that the registry's admin let
/// them.</summary>
/// <param name="Node">A node of that chain; only read.</param>
/// <param name="Admin">The registry's admin, whose key nobody needs.</param>
internal sealed record CopiedChain(Uri Node, Address Registry, Address Distributor, Address Admin)
{
    private static readonly BigInteger Ether = BigInteger.Pow(10, 18);

    public async Task<(AnvilNode Chain, Deployment Deployment)> StartAsync(
        SandboxKeys keys,
        string logFile,
        CancellationToken cancellationToken
    )
    {
        var id = await new EthClient(Node).ChainIdAsync(cancellationToken);
        var chain = await AnvilNode.StartAsync(
            new()
            {
                ChainId = (long)id,
                LogFile = logFile,
                Arguments = ["--fork-url", Node.ToString(), "--no-storage-caching"],
            },
            cancellationToken
        );
        try
        {
            var client = new EthClient(chain.Url);
            await Deployment.CheckCodeAsync(client, ContractArtifact.AttestationRegistry, Registry, cancellationToken);
            var reputation = await new RewardDistributorContract(client, Distributor).ReputationAsync(
                BlockId.Latest,
                cancellationToken
            );
            await HandOverAsync(client, keys, cancellationToken);
            return (chain, new Deployment(id, Registry, Distributor, reputation, null));
        }
        catch
        {
            await chain.DisposeAsync();
            throw;
        }
    }

    private async Task HandOverAsync(EthClient client, SandboxKeys keys, CancellationToken cancellationToken)
    {
        var anchorer = Address.Parse(DevelopmentAccounts.Anchorer.Address);
        foreach (var account in (Address[])[Admin, anchorer, keys.Payout.Address])
        {
            await client.RequestAsync(
                "anvil_setBalance",
                [JsonValue.Create(account.ToString()), JsonValue.Create($"0x{100 * Ether:x}")],
                cancellationToken
            );
        }
        if (!await Deployment.HasRoleAsync(client, Registry, "ANCHORER", anchorer, cancellationToken))
        {
            var role = Keccak256.Hash("ANCHORER"u8);
            await AsAdminAsync(client, new GrantRoleFunction(role, anchorer).CallData(), cancellationToken);
        }
        await AsAdminAsync(client, new SetReceiptKeyFunction(keys.Receipt.Address).CallData(), cancellationToken);
    }

    /// <exception cref="RpcException">The registry refuses it: that is not its admin.</exception>
    private async Task AsAdminAsync(EthClient client, byte[] data, CancellationToken cancellationToken)
    {
        await client.RequestAsync("anvil_impersonateAccount", [JsonValue.Create(Admin.ToString())], cancellationToken);
        var call = new JsonObject
        {
            ["from"] = Admin.ToString(),
            ["to"] = Registry.ToString(),
            ["data"] = Hex.Encode(data),
        };
        await client.RequestAsync("eth_call", [call.DeepClone(), JsonValue.Create("latest")], cancellationToken);
        await client.RequestAsync("eth_sendTransaction", [call], cancellationToken);
    }
}
