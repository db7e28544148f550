using System.CommandLine;
using CivicForge.Chain.Web3.Keys;

namespace CivicForge.Api.KeyFiles;

/// <summary><c>keys import NAME</c>: puts a plain key, or one from another tool's key store, into a key store that a
/// service can open.</summary>
internal static class ImportKey
{
    public static Command Create(TextWriter output)
    {
        var name = KeyName.Argument([.. KeyName.OfChain, KeyName.Deployer]);
        var (from, fromPassphrase) = (KeyFile.Option("--from", required: true), KeyFile.Option("--from-passphrase"));
        var (file, passphrase) = (
            KeyFile.Option("--out", required: true),
            KeyFile.Option("--passphrase", required: true)
        );
        var command = new Command("import", "Puts a key into a key store.")
        {
            name,
            from,
            fromPassphrase,
            file,
            passphrase,
        };
        command.SetAction(parsed =>
        {
            var target = parsed.GetRequiredValue(passphrase);
            var key = KeyFile.Open(
                parsed.GetRequiredValue(from),
                parsed.GetValue(fromPassphrase) ?? (File.Exists(target) ? target : null)
            );
            KeyFile.Write(parsed.GetRequiredValue(file), KeyStore.Encrypt(key, KeyFile.Passphrase(target, output)));
            output.WriteLine(
                $"The {parsed.GetRequiredValue(name)} key of {key.Address} is in {parsed.GetRequiredValue(file)}; "
                    + "only you can read it."
            );
        });
        return command;
    }
}
