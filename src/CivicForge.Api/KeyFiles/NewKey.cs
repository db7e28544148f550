using System.CommandLine;
using System.Security.Cryptography;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Hosting;

namespace CivicForge.Api.KeyFiles;

/// <summary><c>keys new NAME</c>: a fresh key, plain or under a passphrase, on standard output or in a new
/// file.</summary>
internal static class NewKey
{
    public static Command Create(TextWriter output)
    {
        var name = KeyName.Argument([.. KeyName.OfChain, KeyName.Deployer, KeyName.Session]);
        var (file, passphrase) = (KeyFile.Option("--out"), KeyFile.Option("--passphrase"));
        var command = new Command("new", "Makes a key.") { name, file, passphrase };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(name), parsed.GetValue(file), parsed.GetValue(passphrase), output)
        );
        return command;
    }

    /// <summary>A fresh key without a passphrase.</summary>
    public static string Plain(string name)
    {
        if (name != KeyName.Session)
        {
            return PrivateKey.Generate().ToHex();
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static void Run(string name, string? file, string? passphrase, TextWriter output)
    {
        if (passphrase is not null && name == KeyName.Session)
        {
            throw new ConfigurationException(
                "A key store holds keys of the chain; the session key is P-256 in PEM. Leave --passphrase away."
            );
        }

        var key = name == KeyName.Session ? null : PrivateKey.Generate();
        var text =
            key is null ? Plain(name)
            : passphrase is null ? key.ToHex()
            : KeyStore.Encrypt(key, KeyFile.Passphrase(passphrase, output));
        if (file is null)
        {
            output.WriteLine(text);
            return;
        }

        KeyFile.Write(file, text);
        output.WriteLine(
            $"Written to {file}; only you can read it.{(key is null ? "" : $" Its address is {key.Address}.")}"
        );
    }
}
