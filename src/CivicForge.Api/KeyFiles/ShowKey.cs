using System.CommandLine;
using CivicForge.Chain;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Hosting;

namespace CivicForge.Api.KeyFiles;

/// <summary><c>keys show FILE</c>: whose key a file holds, and what a chain knows of it; never the key.</summary>
internal static class ShowKey
{
    public static Command Create(TextWriter output)
    {
        var file = new Argument<string>("file");
        var passphrase = KeyFile.Option("--passphrase");
        var (rpc, registry) = (KeyFile.Option("--rpc"), KeyFile.Address("--registry"));
        var command = new Command("show", "Shows the address of a key.") { file, passphrase, rpc, registry };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var (address, how) = Describe(parsed.GetRequiredValue(file), parsed.GetValue(passphrase));
                output.WriteLine($"{address?.ToString() ?? "An unnamed address"} ({how})");
                var node = parsed.GetValue(rpc) ?? Setting("Chain__RpcUrl");
                if (node is null || address is not { } key)
                {
                    return;
                }
                var contract = parsed.GetValue(registry) ?? Registry(Setting("Chain__RegistryAddress"));
                var chain = new KeyOnChain(KeyFile.Node(node, "or leave it away"), contract);
                foreach (var line in await chain.DescribeAsync(key, cancellationToken))
                {
                    output.WriteLine(line);
                }
            }
        );
        return command;
    }

    private static (Address? Address, string How) Describe(string file, string? passphrase)
    {
        var text = KeyFile.Read(file);
        if (text.StartsWith("-----", StringComparison.Ordinal))
        {
            throw new ConfigurationException($"{KeyFile.Named(file)} is a session key; it has no address.");
        }
        if (KeyStore.Is(text) && passphrase is null)
        {
            return (KeyFile.AddressOf(file, text), "as the key store says; it was not opened");
        }
        return (KeyFile.Open(file, text, passphrase).Address, KeyStore.Is(text) ? "key store" : "plain");
    }

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static Address? Registry(string? text) => Address.TryParse(text, out var address) ? address : null;
}
