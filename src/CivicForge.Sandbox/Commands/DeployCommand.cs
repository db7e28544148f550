using System.CommandLine;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Commands;

internal static class DeployCommand
{
    public static Command Create()
    {
        var rpc = UrlOption.Create("--rpc");
        rpc.Required = true;
        var key = new Option<string?>("--key");
        var passphrase = new Option<string?>("--passphrase");
        var admin = Address("--admin");
        var anchorer = Address("--anchorer");
        var guardian = Address("--guardian");
        var receiptKey = Address("--receipt-key");
        var registry = Address("--registry");
        var maxXp = new Option<uint>("--max-xp") { DefaultValueFactory = _ => 1500 };
        var maxReputation = new Option<uint>("--max-reputation") { DefaultValueFactory = _ => 100 };
        var command = new Command("deploy", "Deploys the contracts.")
        {
            rpc,
            key,
            passphrase,
            admin,
            anchorer,
            guardian,
            receiptKey,
            registry,
            maxXp,
            maxReputation,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var given = DeployerKey.Read(parsed.GetValue(key), parsed.GetValue(passphrase), KeyUse.Deploying);
                var client = new EthClient(parsed.GetValue(rpc)!);
                var isLocal = await client.ChainIdAsync(cancellationToken) == DevelopmentAccounts.ChainId;
                var plan = new DeploymentPlan(
                    parsed.GetValue(anchorer) ?? Default("--anchorer", isLocal, DevelopmentAccounts.Anchorer),
                    parsed.GetValue(guardian) ?? Default("--guardian", isLocal, DevelopmentAccounts.Operator),
                    parsed.GetValue(receiptKey) ?? Default("--receipt-key", isLocal, DevelopmentAccounts.Operator)
                )
                {
                    Admin = parsed.GetValue(admin),
                    Registry = parsed.GetValue(registry),
                    MaxXp = parsed.GetValue(maxXp),
                    MaxReputation = parsed.GetValue(maxReputation),
                };
                Print(await Deployment.RunAsync(client, DeployerKey.Require(given, isLocal), plan, cancellationToken));
                await Console.Error.WriteLineAsync(NextSteps(parsed.GetValue(rpc)!, plan));
                return 0;
            }
        );
        return command;
    }

    private static Option<Address?> Address(string name) =>
        new(name)
        {
            CustomParser = result =>
            {
                if (Chain.Address.TryParse(result.Tokens[0].Value, out var address))
                {
                    return address;
                }

                result.AddError($"{name} {result.Tokens[0].Value} is not an address: 0x and 40 hex digits.");
                return null;
            },
        };

    private static Address Default(string option, bool isLocal, DevelopmentAccount account) =>
        isLocal
            ? Chain.Address.Parse(account.Address)
            : throw new SandboxException(
                $"{option} is missing. Only chain {DevelopmentAccounts.ChainId} has a default for it."
            );

    /// <summary>Apart from the settings, which are appended to a file.</summary>
    private static string NextSteps(Uri rpc, DeploymentPlan plan) =>
        $"""

            Deployed. What comes next:
              1. Put the lines above into the settings of every process (with compose: .env).
              2. Send coins to the anchorer and to the payout key. How many, and to whom:
                   ./civicforge fund --rpc {rpc} --anchorer {plan.Anchorer} --payout ADDRESS --days 30
                   docker compose run --rm fund --days 30
              3. Start the service:
                   docker compose up -d
              4. See whether it anchors:
                   docker compose ps && docker compose run --rm audit
            The admin {(
                plan.Admin is { } admin ? $"{admin} " : ""
            )}grants and revokes roles; keep its key off this machine.
            """;

    private static void Print(Deployment deployment)
    {
        Console.WriteLine($"Chain__Id={deployment.ChainId}");
        Console.WriteLine($"Chain__RegistryAddress={deployment.Registry}");
        Console.WriteLine($"Chain__DistributorAddress={deployment.Distributor}");
        Console.WriteLine($"Chain__ReputationAddress={deployment.Reputation}");
        if (deployment.StartBlock is { } block)
        {
            Console.WriteLine($"Chain__StartBlock={block}");
        }
    }
}
