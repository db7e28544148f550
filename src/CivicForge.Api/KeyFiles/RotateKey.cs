using System.CommandLine;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Hosting;

namespace CivicForge.Api.KeyFiles;

/// <summary><c>keys rotate NAME</c>: makes the next key, prints what the registry's admin has to call, and waits
/// until the finalized chain knows the key. It never needs the admin's key. Run again with the same file, it goes on
/// waiting.</summary>
internal static class RotateKey
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    public static Command Create(TextWriter output)
    {
        var name = KeyName.Argument(KeyName.OfChain);
        var (file, passphrase) = (
            KeyFile.Option("--out", required: true),
            KeyFile.Option("--passphrase", required: true)
        );
        var rpc = KeyFile.Option("--rpc");
        var (registry, old) = (Address("--registry"), Address("--old"));
        var noWait = new Option<bool>("--no-wait");
        var command = new Command("rotate", "Replaces a key.") { name, file, passphrase, rpc, registry, old, noWait };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var key = NextKey(parsed.GetRequiredValue(file), parsed.GetRequiredValue(passphrase), output);
                if (key.Address == parsed.GetValue(old))
                {
                    throw new ConfigurationException(
                        $"{parsed.GetRequiredValue(file)} holds the old key. Name a file that is not there, and "
                            + "the next key is made in it."
                    );
                }

                output.WriteLine(
                    $"The next {parsed.GetRequiredValue(name)} key is {key.Address}, in "
                        + $"{parsed.GetRequiredValue(file)}."
                );
                if (Handover.Of(parsed.GetRequiredValue(name), key.Address, parsed.GetValue(old)) is not { } handover)
                {
                    output.WriteLine(
                        "No contract knows the payout key. Send it coins, set Keys:Payout to its file and restart "
                            + "the anchorer; then empty the old account."
                    );
                    return;
                }

                foreach (var step in handover.Steps)
                {
                    output.WriteLine(step);
                }
                if (parsed.GetValue(noWait))
                {
                    return;
                }
                var contract =
                    parsed.GetValue(registry)
                    ?? throw new ConfigurationException(
                        "Name the registry to wait for: --registry ADDRESS --rpc URL, or leave with --no-wait."
                    );
                await WaitAsync(Node(parsed.GetValue(rpc)), contract, handover, output, cancellationToken);
            }
        );
        return command;
    }

    private static PrivateKey NextKey(string file, string passphrase, TextWriter output)
    {
        if (File.Exists(file))
        {
            return KeyFile.Open(file, passphrase);
        }
        var key = PrivateKey.Generate();
        KeyFile.Write(file, KeyStore.Encrypt(key, KeyFile.Passphrase(passphrase, output)));
        return key;
    }

    private static async Task WaitAsync(
        EthClient node,
        Address registry,
        Handover handover,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        output.WriteLine(
            $"Waiting until the finalized chain shows it at {registry}. Ctrl-C ends the waiting; the same "
                + "command goes on."
        );
        string? told = null;
        while (true)
        {
            try
            {
                if (await handover.IsDoneAsync(node, registry, cancellationToken))
                {
                    break;
                }
            }
            catch (RpcException e) when (e.Retryable)
            {
                if (told != e.Message)
                {
                    output.WriteLine($"Still waiting: {e.Message}");
                }
                told = e.Message;
            }

            await Task.Delay(Poll, cancellationToken);
        }

        output.WriteLine(handover.Done);
    }

    private static EthClient Node(string? url) =>
        NodeUrl.TryParse(url, out var uri)
            ? new EthClient(uri)
            : throw new ConfigurationException("Name a node to wait with: --rpc URL, or leave with --no-wait.");

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
}
