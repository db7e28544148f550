using System.CommandLine;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Commands;

internal static class DeployCommand
{
    private const string KeyVariable = "CIVICFORGE_DEPLOYER_KEY";

    public static Command Create()
    {
        var rpc = UrlOption.Create("--rpc");
        rpc.Required = true;
        var key = Key();
        var admin = Address("--admin");
        var anchorer = Address("--anchorer");
        var guardian = Address("--guardian");
        var receiptKey = Address("--receipt-key");
        var registry = Address("--registry");
        var maxXp = new Option<uint>("--max-xp") { DefaultValueFactory = _ => 1500 };
        var maxReputation = new Option<uint>("--max-reputation") { DefaultValueFactory = _ => 100 };
        var command = new Command("deploy", "Deploys the contracts.") { rpc, key, admin, anchorer, guardian, receiptKey, registry, maxXp, maxReputation };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var client = new EthClient(parsed.GetValue(rpc)!);
            var isLocal = await client.ChainIdAsync(cancellationToken) == DevelopmentAccounts.ChainId;
            var plan = new DeploymentPlan(
                parsed.GetValue(anchorer) ?? Default("--anchorer", isLocal, DevelopmentAccounts.Anchorer),
                parsed.GetValue(guardian) ?? Default("--guardian", isLocal, DevelopmentAccounts.Operator),
                parsed.GetValue(receiptKey) ?? Default("--receipt-key", isLocal, DevelopmentAccounts.Operator))
            {
                Admin = parsed.GetValue(admin),
                Registry = parsed.GetValue(registry),
                MaxXp = parsed.GetValue(maxXp),
                MaxReputation = parsed.GetValue(maxReputation),
            };
            Print(await Deployment.RunAsync(client, Key(parsed.GetValue(key), isLocal), plan, cancellationToken));
            return 0;
        });
        return command;
    }

    private static Option<Address?> Address(string name) => new(name)
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
        isLocal ? Chain.Address.Parse(account.Address) : throw new SandboxException($"{option} is missing. Only chain {DevelopmentAccounts.ChainId} has a default for it.");

    /// <summary>A key and whether it stood on the command line, where every user of the machine sees it.</summary>
    private sealed record GivenKey(PrivateKey Key, bool IsShown);

    /// <summary>What was given is never printed: it may be a key with a typing error.</summary>
    private static Option<GivenKey?> Key() => new("--key")
    {
        CustomParser = result =>
        {
            var given = result.Tokens[0].Value;
            try
            {
                return given == "-" ? new(Parse("--key -", Console.In.ReadToEnd()), IsShown: false) : new(Read("--key", given), IsShown: !File.Exists(given));
            }
            catch (SandboxException refused)
            {
                result.AddError(refused.Message);
                return null;
            }
        },
    };

    private static PrivateKey Key(GivenKey? given, bool isLocal) =>
        given is null ? DefaultKey(isLocal)
        : isLocal || !given.IsShown ? given.Key
        : throw new SandboxException(
            $"--key 0x… shows the key to every user of this machine, and to the shell's history. Nothing was deployed. Give a file, - for standard input, or set {KeyVariable}; consider this key known to others.");

    private static PrivateKey DefaultKey(bool isLocal) => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } given
        ? Read(KeyVariable, given)
        : isLocal ? PrivateKey.FromHex(DevelopmentAccounts.Deployer.PrivateKey)
        : throw new SandboxException($"The deployer's key is missing. Give --key FILE or set {KeyVariable}.");

    private static PrivateKey Read(string name, string keyOrFile)
    {
        try
        {
            return Parse(name, File.Exists(keyOrFile) ? SecretFile.Read(keyOrFile) : keyOrFile);
        }
        catch (ExposedSecretException exposed)
        {
            throw new SandboxException($"{name}: {exposed.Message} Nothing was deployed.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new SandboxException($"{name} names a file that cannot be read.");
        }
    }

    private static PrivateKey Parse(string name, string text)
    {
        try
        {
            return PrivateKey.FromHex(text.Trim());
        }
        catch (Exception none) when (none is FormatException or ArgumentException)
        {
            throw new SandboxException($"{name} is neither a private key (0x and 64 hex digits) nor a file that holds one.");
        }
    }

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
