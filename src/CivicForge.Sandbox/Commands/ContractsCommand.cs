using System.CommandLine;
using System.Diagnostics;
using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Sandbox.Compose;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Commands;

/// <summary><c>contracts</c> of <c>docker-compose.yml</c>: deploys them to a development chain, and checks them on any
/// other. The service starts once this has succeeded.</summary>
internal static class ContractsCommand
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMinutes(2);
    private static readonly BigInteger Funds = BigInteger.Pow(10, 20); // 100 ETH of no worth

    public static Command Create()
    {
        var secrets = SecretsOption.Create();
        var command = new Command("contracts", "Deploys or checks the contracts of a composed service.") { secrets };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                try
                {
                    await RunAsync(
                        new(new ServiceSecrets(parsed.GetValue(secrets)!), Environment.GetEnvironmentVariable),
                        cancellationToken
                    );
                    return 0;
                }
                catch (KeyStoreException foreign)
                {
                    throw new SandboxException(foreign.Message, foreign);
                }
            }
        );
        return command;
    }

    private static async Task RunAsync(ServiceKeys keys, CancellationToken cancellationToken)
    {
        var settings = ContractSettings.Read();
        var client = new EthClient(settings.RpcUrl);
        var chainId = await ChainIdAsync(client, cancellationToken);
        if (chainId != settings.ChainId)
        {
            throw new SandboxException(
                $"The node at {client.Url} is of chain {chainId}, but Chain__Id is {settings.ChainId}."
            );
        }

        if (chainId == DevelopmentAccounts.ChainId)
        {
            await DeployAsync(client, settings, keys, cancellationToken);
            return;
        }

        foreach (var line in await new ContractsOfOthers(client, settings, keys).CheckAsync(cancellationToken))
        {
            Console.WriteLine(line);
        }
        Console.WriteLine($"The contracts on chain {chainId} are those of this version.");
    }

    private static async Task DeployAsync(
        EthClient client,
        ContractSettings settings,
        ServiceKeys keys,
        CancellationToken cancellationToken
    )
    {
        var deployer = PrivateKey.FromHex(DevelopmentAccounts.Deployer.PrivateKey);
        var (anchorer, payout) = (keys.Anchorer, keys.Payout);
        var deployed = await Deployment.RunAsync(
            client,
            deployer,
            new(anchorer, Address.Parse(DevelopmentAccounts.Operator.Address), keys.Receipt),
            cancellationToken
        );
        if (
            (deployed.Registry, deployed.Distributor, deployed.Reputation)
            != (settings.Registry, settings.Distributor, settings.Reputation)
        )
        {
            throw new SandboxException(
                $"The contracts of this version and these keys are at {deployed.Registry}, {deployed.Distributor} and "
                    + $"{deployed.Reputation}, but the settings name {settings.Registry}, {settings.Distributor} and "
                    + $"{settings.Reputation}: the volumes are of another version. Run that one, or begin anew with "
                    + "docker compose down --volumes, which deletes everything."
            );
        }

        foreach (var account in new[] { anchorer, payout })
        {
            await Deployment.FundAsync(client, deployer, account, Funds, cancellationToken);
        }
        Console.WriteLine($"The contracts are on chain {deployed.ChainId}; the registry is {deployed.Registry}.");
    }

    /// <summary>The node may be starting, too.</summary>
    private static async Task<ulong> ChainIdAsync(EthClient client, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await client.ChainIdAsync(cancellationToken);
            }
            catch (RpcException silent) when (silent.Retryable && watch.Elapsed < AnswersWithin)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
            }
        }
    }
}
