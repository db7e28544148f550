using System.CommandLine;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Hosting;

namespace CivicForge.Api.KeyFiles;

/// <summary><c>keys show FILE</c>: whose key a file holds; never the key.</summary>
internal static class ShowKey
{
    public static Command Create(TextWriter output)
    {
        var file = new Argument<string>("file");
        var passphrase = KeyFile.Option("--passphrase");
        var command = new Command("show", "Shows the address of a key.") { file, passphrase };
        command.SetAction(parsed =>
            output.WriteLine(Describe(parsed.GetRequiredValue(file), parsed.GetValue(passphrase)))
        );
        return command;
    }

    private static string Describe(string file, string? passphrase)
    {
        var text = KeyFile.Read(file);
        if (text.StartsWith("-----", StringComparison.Ordinal))
        {
            throw new ConfigurationException($"{KeyFile.Named(file)} is a session key; it has no address.");
        }
        if (KeyStore.Is(text) && passphrase is null)
        {
            return $"{KeyFile.AddressOf(file, text)?.ToString() ?? "An unnamed address"} (as the key store says; "
                + "it was not opened)";
        }

        return $"{KeyFile.Open(file, text, passphrase).Address} ({(KeyStore.Is(text) ? "key store" : "plain")})";
    }
}
