using System.CommandLine;
using System.Security.Cryptography;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Hosting;

namespace CivicForge.Api.KeyFiles;

/// <summary>Files with keys and passphrases, as the verb <c>keys</c> reads and writes them.</summary>
internal static class KeyFile
{
    private const int PassphraseBytes = 32;

    private const string StandardInput = "-";

    public static Option<string> Option(string name, bool required = false) => new(name) { Required = required };

    /// <summary>An option that takes an address.</summary>
    public static Option<Address?> Address(string name) =>
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

    /// <param name="otherwise">What to do without a node.</param>
    /// <exception cref="ConfigurationException">It is not the address of a node.</exception>
    public static EthClient Node(string? url, string otherwise) =>
        NodeUrl.TryParse(url, out var uri)
            ? new EthClient(uri)
            : throw new ConfigurationException($"Name a node: --rpc URL, {otherwise}.");

    /// <summary>A new file that only its owner can read.</summary>
    /// <exception cref="ConfigurationException">It is there already, or cannot be made.</exception>
    public static void Write(string file, string text)
    {
        try
        {
            SecretFile.Write(file, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException($"{Named(file)} cannot be made: {exception.Message} No key was written.");
        }
    }

    /// <exception cref="ConfigurationException">It cannot be read, or others can read it.</exception>
    public static string Read(string file)
    {
        try
        {
            return file == StandardInput ? Console.In.ReadToEnd().Trim() : SecretFile.Read(file);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or ExposedSecretException
            )
        {
            throw new ConfigurationException($"{Named(file)} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The passphrase in a file; where there is none, a random one is made that nobody has to
    /// remember.</summary>
    public static string Passphrase(string file, TextWriter output)
    {
        if (file != StandardInput && !File.Exists(file))
        {
            Write(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PassphraseBytes)));
            output.WriteLine($"Made a random passphrase in {file}; only you can read it.");
        }

        return Read(file);
    }

    /// <summary>A chain key: a key store of whatever cost, or plain.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="passphraseFile">For a key store.</param>
    public static PrivateKey Open(string file, string? passphraseFile) => Open(file, Read(file), passphraseFile);

    /// <summary>The same of a file that was read.</summary>
    public static PrivateKey Open(string file, string text, string? passphraseFile)
    {
        if (KeyStore.Is(text))
        {
            return passphraseFile is not null
                ? Told(file, () => KeyStore.Decrypt(text, Read(passphraseFile), costly: true))
                : throw new ConfigurationException(
                    $"{Named(file)} is a key store. Name the file with its passphrase: --passphrase FILE."
                );
        }

        try
        {
            return PrivateKey.FromHex(text);
        }
        catch (FormatException)
        {
            throw new ConfigurationException(
                $"{Named(file)} holds neither a key store nor a secp256k1 key (0x and 64 hex digits)."
            );
        }
    }

    /// <summary>The address that a key store names.</summary>
    public static Chain.Address? AddressOf(string file, string store) => Told(file, () => KeyStore.AddressOf(store));

    private static T Told<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (KeyStoreException exception)
        {
            throw new ConfigurationException($"{Named(file)}: {exception.Message}");
        }
    }

    /// <summary>A file in a sentence.</summary>
    public static string Named(string file) =>
        file switch
        {
            StandardInput => "Standard input",
            "" => "A file without a name",
            _ => file,
        };
}
