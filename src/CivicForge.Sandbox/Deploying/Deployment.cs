using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;

namespace CivicForge.Sandbox.Deploying;

/// <summary>The three contracts on a chain, their code checked against the committed artifacts.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Registry">AttestationRegistry.</param>
/// <param name="Distributor">RewardDistributor, bound to that registry.</param>
/// <param name="Reputation">CivicReputation, made by the distributor.</param>
/// <param name="StartBlock">The block in which the registry was created; null when it was found deployed.</param>
public sealed record Deployment(ulong ChainId, Address Registry, Address Distributor, Address Reputation, ulong? StartBlock)
{
    /// <summary>How many of the deployer's latest contracts are looked at.</summary>
    private const int LookBack = 64;

    private static readonly AbiFunction RegistryArguments = new("constructor(address,address,address,address)");
    private static readonly AbiFunction DistributorArguments = new("constructor(address,uint32,uint32)");
    private static readonly AbiFunction HasRole = new("hasRole(bytes32,address)", "bool");
    private static readonly AbiFunction RegistryOf = new("registry()", "address");
    private static readonly AbiFunction MaxXp = new("maxXp()", "uint32");
    private static readonly AbiFunction MaxReputation = new("maxReputation()", "uint32");

    /// <summary>
    /// Deploys registry and distributor, or finds them: a contract of this deployer (or the registry named in the plan) with the artifact's code
    /// and the plan's roles counts as deployed, so that running it twice changes nothing.
    /// </summary>
    /// <exception cref="SandboxException">The registry named in the plan is not one, or a transaction failed.</exception>
    public static async Task<Deployment> RunAsync(EthClient client, PrivateKey deployer, DeploymentPlan plan, CancellationToken cancellationToken)
    {
        var sender = new TransactionSender(client, deployer);
        var nonce = await client.GetTransactionCountAsync(deployer.Address, BlockId.Latest, cancellationToken);
        var candidates = Enumerable.Range(0, (int)Math.Min(nonce, LookBack)).Select(back => ContractAddress.Of(deployer.Address, nonce - 1 - (ulong)back)).ToList();

        var (registry, startBlock) = await RegistryAsync(client, sender, candidates, plan, cancellationToken);
        var distributor = await FirstAsync(candidates, address => IsDistributorAsync(client, address, registry, plan, cancellationToken))
            ?? await CreateAsync(client, sender, ContractArtifact.RewardDistributor, DistributorArguments, cancellationToken, registry, plan.MaxXp, plan.MaxReputation);
        var reputation = await new RewardDistributorContract(client, distributor).ReputationAsync(BlockId.Latest, cancellationToken);
        await CheckCodeAsync(client, ContractArtifact.CivicReputation, reputation, cancellationToken);
        return new(await client.ChainIdAsync(cancellationToken), registry, distributor, reputation, startBlock);
    }

    /// <summary>Gives an account wei from another one, unless it has as much already.</summary>
    public static async Task FundAsync(EthClient client, PrivateKey from, Address account, BigInteger wei, CancellationToken cancellationToken)
    {
        var balance = await client.GetBalanceAsync(account, BlockId.Latest, cancellationToken);
        if (balance < wei)
        {
            await new TransactionSender(client, from).SendAsync(account, [], wei - balance, cancellationToken);
        }
    }

    private static async Task<(Address Address, ulong? StartBlock)> RegistryAsync(
        EthClient client, TransactionSender sender, List<Address> candidates, DeploymentPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Registry is { } given)
        {
            await CheckCodeAsync(client, ContractArtifact.AttestationRegistry, given, cancellationToken);
            return (given, null);
        }

        if (await FirstAsync(candidates, address => IsRegistryAsync(client, address, plan, cancellationToken)) is { } found)
        {
            return (found, null);
        }

        var created = await CreateAsync(
            client, sender, ContractArtifact.AttestationRegistry, RegistryArguments, cancellationToken,
            plan.Admin ?? sender.Address, plan.Anchorer, plan.Guardian, plan.ReceiptKey);
        return (created, await client.BlockNumberAsync(cancellationToken));
    }

    private static async Task<bool> IsRegistryAsync(EthClient client, Address address, DeploymentPlan plan, CancellationToken cancellationToken) =>
        ContractArtifact.AttestationRegistry.Matches(await client.GetCodeAsync(address, BlockId.Latest, cancellationToken))
        && await HasRoleAsync(client, address, "ANCHORER", plan.Anchorer, cancellationToken)
        && await HasRoleAsync(client, address, "GUARDIAN", plan.Guardian, cancellationToken)
        && await new AttestationRegistryContract(client, address).ReceiptKeyAsync(BlockId.Latest, cancellationToken) == plan.ReceiptKey;

    private static async Task<bool> IsDistributorAsync(EthClient client, Address address, Address registry, DeploymentPlan plan, CancellationToken cancellationToken) =>
        ContractArtifact.RewardDistributor.Matches(await client.GetCodeAsync(address, BlockId.Latest, cancellationToken))
        && (Address)await ReadAsync(client, address, RegistryOf, cancellationToken) == registry
        && Number(await ReadAsync(client, address, MaxXp, cancellationToken)) == plan.MaxXp
        && Number(await ReadAsync(client, address, MaxReputation, cancellationToken)) == plan.MaxReputation;

    private static async Task<bool> HasRoleAsync(EthClient client, Address registry, string role, Address account, CancellationToken cancellationToken) =>
        (bool)await ReadAsync(client, registry, HasRole, cancellationToken, Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(role)), account);

    private static async Task<object> ReadAsync(EthClient client, Address contract, AbiFunction function, CancellationToken cancellationToken, params object[] arguments) =>
        function.DecodeOutput(await client.CallAsync(new(contract, function.Encode(arguments)), BlockId.Latest, cancellationToken))[0];

    private static BigInteger Number(object value) => value is BigInteger big ? big : new BigInteger(Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<Address> CreateAsync(
        EthClient client, TransactionSender sender, ContractArtifact artifact, AbiFunction constructor, CancellationToken cancellationToken, params object[] arguments)
    {
        var receipt = await sender.SendAsync(null, [.. artifact.Bytecode, .. AbiEncoder.Encode(constructor.Inputs, arguments)], BigInteger.Zero, cancellationToken);
        var address = receipt.ContractAddress ?? throw new SandboxException($"The receipt of {receipt.TransactionHash} names no contract.");
        await CheckCodeAsync(client, artifact, address, cancellationToken);
        return address;
    }

    private static async Task CheckCodeAsync(EthClient client, ContractArtifact artifact, Address address, CancellationToken cancellationToken)
    {
        var code = await client.GetCodeAsync(address, BlockId.Latest, cancellationToken);
        if (!artifact.Matches(code))
        {
            throw new SandboxException(code.Length == 0
                ? $"There is no contract at {address} on {client.Url}."
                : $"The code at {address} is not that of {artifact.Name} in contracts/abi. Use the address of a {artifact.Name} made from this version.");
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
