using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Chain.Web3.Contracts.RewardDistributor;
using CivicForge.Chain.Web3.Rpc;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace CivicForge.Sandbox.Deploying;

/// <summary>The three contracts on a chain, their code checked against the committed artifacts.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Registry">AttestationRegistry.</param>
/// <param name="Distributor">RewardDistributor, bound to that registry.</param>
/// <param name="Reputation">CivicReputation, made by the distributor.</param>
/// <param name="StartBlock">The block in which the registry was created; null when it was found deployed.</param>
public sealed record Deployment(
    ulong ChainId,
    Address Registry,
    Address Distributor,
    Address Reputation,
    ulong? StartBlock
)
{
    /// <summary>How many of the deployer's latest contracts are looked at.</summary>
    private const int LookBack = 64;

    /// <summary>
    /// Deploys registry and distributor, or finds them: a contract of this deployer (or the registry named in the plan)
    /// with the artifact's code and the plan's roles counts as deployed, so that running it twice changes nothing.
    /// </summary>
    /// <exception cref="SandboxException">The registry named in the plan is not one, or a transaction
    /// failed.</exception>
    public static async Task<Deployment> RunAsync(
        EthClient client,
        PrivateKey deployer,
        DeploymentPlan plan,
        CancellationToken cancellationToken
    )
    {
        var sender = new TransactionSender(client, deployer);
        var nonce = await client.GetTransactionCountAsync(deployer.Address, BlockId.Latest, cancellationToken);
        var candidates = Enumerable
            .Range(0, (int)Math.Min(nonce, LookBack))
            .Select(back => ContractAddress.Of(deployer.Address, nonce - 1 - (ulong)back))
            .ToList();

        var (registry, startBlock) = await RegistryAsync(client, sender, candidates, plan, cancellationToken);
        var distributor =
            await FirstAsync(
                candidates,
                address => IsDistributorAsync(client, address, registry, plan, cancellationToken)
            )
            ?? await CreateAsync(
                client,
                sender,
                ContractArtifact.RewardDistributor,
                new RewardDistributorDeployment(registry, plan.MaxXp, plan.MaxReputation).CreationCode(),
                cancellationToken
            );
        var reputation = Address.Parse(
            (await AskAsync<ReputationFunction, ReputationOutput>(client, distributor, new(), cancellationToken)).Value
        );
        await CheckCodeAsync(client, ContractArtifact.CivicReputation, reputation, cancellationToken);
        return new(await client.ChainIdAsync(cancellationToken), registry, distributor, reputation, startBlock);
    }

    /// <summary>Gives an account wei from another one, unless it has as much already.</summary>
    public static async Task FundAsync(
        EthClient client,
        PrivateKey from,
        Address account,
        BigInteger wei,
        CancellationToken cancellationToken
    )
    {
        var balance = await client.GetBalanceAsync(account, BlockId.Latest, cancellationToken);
        if (balance < wei)
        {
            await new TransactionSender(client, from).SendAsync(account, [], wei - balance, cancellationToken);
        }
    }

    private static async Task<(Address Address, ulong? StartBlock)> RegistryAsync(
        EthClient client,
        TransactionSender sender,
        List<Address> candidates,
        DeploymentPlan plan,
        CancellationToken cancellationToken
    )
    {
        if (plan.Registry is { } given)
        {
            await CheckCodeAsync(client, ContractArtifact.AttestationRegistry, given, cancellationToken);
            return (given, null);
        }

        if (
            await FirstAsync(candidates, address => IsRegistryAsync(client, address, plan, cancellationToken)) is
            { } found
        )
        {
            return (found, null);
        }

        var deployment = new AttestationRegistryDeployment(
            plan.Admin ?? sender.Address,
            plan.Anchorer,
            plan.Guardian,
            plan.ReceiptKey
        );
        var created = await CreateAsync(
            client,
            sender,
            ContractArtifact.AttestationRegistry,
            deployment.CreationCode(),
            cancellationToken
        );
        return (created, await client.BlockNumberAsync(cancellationToken));
    }

    private static async Task<bool> IsRegistryAsync(
        EthClient client,
        Address address,
        DeploymentPlan plan,
        CancellationToken cancellationToken
    ) =>
        ContractArtifact.AttestationRegistry.Matches(
            await client.GetCodeAsync(address, BlockId.Latest, cancellationToken)
        )
        && await HasRoleAsync(client, address, "ANCHORER", plan.Anchorer, cancellationToken)
        && await HasRoleAsync(client, address, "GUARDIAN", plan.Guardian, cancellationToken)
        && Address.Parse(
            (await AskAsync<ReceiptKeyFunction, ReceiptKeyOutput>(client, address, new(), cancellationToken)).Value
        ) == plan.ReceiptKey;

    private static async Task<bool> IsDistributorAsync(
        EthClient client,
        Address address,
        Address registry,
        DeploymentPlan plan,
        CancellationToken cancellationToken
    ) =>
        ContractArtifact.RewardDistributor.Matches(
            await client.GetCodeAsync(address, BlockId.Latest, cancellationToken)
        )
        && Address.Parse(
            (await AskAsync<RegistryFunction, RegistryOutput>(client, address, new(), cancellationToken)).Value
        ) == registry
        && (await AskAsync<MaxXpFunction, MaxXpOutput>(client, address, new(), cancellationToken)).Value == plan.MaxXp
        && (await AskAsync<MaxReputationFunction, MaxReputationOutput>(client, address, new(), cancellationToken)).Value
            == plan.MaxReputation;

    internal static Task<bool> HasRoleAsync(
        EthClient client,
        Address registry,
        string role,
        Address account,
        CancellationToken cancellationToken
    ) =>
        HasRoleAsync(
            client,
            registry,
            Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(role)),
            account,
            cancellationToken
        );

    /// <summary>Whether an account holds OpenZeppelin's DEFAULT_ADMIN_ROLE, which is 0.</summary>
    internal static Task<bool> IsAdminAsync(
        EthClient client,
        Address registry,
        Address account,
        CancellationToken cancellationToken
    ) => HasRoleAsync(client, registry, default(Hash32), account, cancellationToken);

    private static async Task<bool> HasRoleAsync(
        EthClient client,
        Address registry,
        Hash32 role,
        Address account,
        CancellationToken cancellationToken
    )
    {
        var question = new HasRoleFunction(role, account);
        return (await AskAsync<HasRoleFunction, HasRoleOutput>(client, registry, question, cancellationToken)).Value;
    }

    private static Task<TOutput> AskAsync<TFunction, TOutput>(
        EthClient client,
        Address contract,
        TFunction question,
        CancellationToken cancellationToken
    )
        where TFunction : FunctionMessage
        where TOutput : class, IFunctionOutputDTO, new() =>
        new ContractCalls(client).QueryAsync<TFunction, TOutput>(contract, question, BlockId.Latest, cancellationToken);

    private static async Task<Address> CreateAsync(
        EthClient client,
        TransactionSender sender,
        ContractArtifact artifact,
        byte[] creationCode,
        CancellationToken cancellationToken
    )
    {
        var receipt = await sender.SendAsync(null, creationCode, BigInteger.Zero, cancellationToken);
        var address =
            receipt.ContractAddress
            ?? throw new SandboxException($"The receipt of {receipt.TransactionHash} names no contract.");
        await CheckCodeAsync(client, artifact, address, cancellationToken);
        return address;
    }

    internal static async Task CheckCodeAsync(
        EthClient client,
        ContractArtifact artifact,
        Address address,
        CancellationToken cancellationToken
    )
    {
        var code = await client.GetCodeAsync(address, BlockId.Latest, cancellationToken);
        if (!artifact.Matches(code))
        {
            throw new SandboxException(
                code.Length == 0
                    ? $"There is no contract at {address} on {client.Url}."
                    : $"The code at {address} is not that of {artifact.Name} in contracts/abi. Use the address of "
                        + $"a {artifact.Name} made from this version."
            );
        }
    }

    private static async Task<Address?> FirstAsync(IEnumerable<Address> addresses, Func<Address, Task<bool>> matches)
    {
        foreach (var address in addresses)
        {
            if (await matches(address))
            {
                return address;
            }
        }

        return null;
    }
}
