using System.CommandLine;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Hosting;

namespace CivicForge.Api.KeyFiles;

/// <summary><c>keys rotate NAME</c>: makes the next key, prints what is to do, and waits after each step until the
/// finalized chain shows it. It never needs the admin's key. Run again with the same file, it goes on where it
/// was.</summary>
internal static class RotateKey
{
    public static Command Create(TextWriter output)
    {
        var name = KeyName.Argument(KeyName.OfChain);
        var (file, passphrase) = (
            KeyFile.Option("--out", required: true),
            KeyFile.Option("--passphrase", required: true)
        );
        var rpc = KeyFile.Option("--rpc");
        var (registry, old) = (KeyFile.Address("--registry"), KeyFile.Address("--old"));
        var noWait = new Option<bool>("--no-wait");
        var command = new Command("rotate", "Replaces a key.") { name, file, passphrase, rpc, registry, old, noWait };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var (which, into) = (parsed.GetRequiredValue(name), parsed.GetRequiredValue(file));
                var key = NextKey(into, parsed.GetRequiredValue(passphrase), output);
                if (key.Address == parsed.GetValue(old))
                {
                    throw new ConfigurationException(
                        $"{into} holds the old key. Name a file that is not there, and the next key is made in it."
                    );
                }

                output.WriteLine($"The next {which} key is {key.Address}, in {into}.");
                var steps = Handover.Of(which, key.Address, parsed.GetValue(old));
                if (which == KeyName.Payout)
                {
                    output.WriteLine(
                        "No contract knows the payout key. Send it coins, set Keys:Payout to its file and restart the "
                            + "anchorer. Once the old account's last transaction is final, empty it."
                    );
                }
                var waits = !parsed.GetValue(noWait) && (which != KeyName.Payout || parsed.GetValue(rpc) is not null);
                await LeadHandover.RunAsync(
                    steps,
                    waits ? Chain(which, parsed.GetValue(rpc), parsed.GetValue(registry)) : null,
                    output,
                    cancellationToken
                );
                if (which == KeyName.Anchorer && parsed.GetValue(old) is null)
                {
                    output.WriteLine("With --old ADDRESS it goes on until the old key has lost its role.");
                }
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

    private static HandoverChain Chain(string name, string? rpc, Address? registry)
    {
        if (registry is null && name != KeyName.Payout)
        {
            throw new ConfigurationException(
                "Name the registry to wait for: --registry ADDRESS --rpc URL, or leave with --no-wait."
            );
        }
        return new(KeyFile.Node(rpc, "or leave with --no-wait"), registry ?? default);
    }
}
