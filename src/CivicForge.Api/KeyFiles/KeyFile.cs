using System.CommandLine;
using System.Security.Cryptography;
using CivicForge.Api.Hosting;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;

namespace CivicForge.Api.KeyFiles;

/// <summary>Files with keys and passphrases, as the verb <c>keys</c> reads and writes them.</summary>
internal static class KeyFile
{
    private const int PassphraseBytes = 32;

    public static Option<string> Option(string name, bool required = false) => new(name) { Required = required };

    /// <summary>A new file that only its owner can read.</summary>
    /// <exception cref="ConfigurationException">It is there already, or cannot be made.</exception>
    public static void Write(string file, string text)
    {
        try
        {
            SecretFile.Write(file, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file} cannot be made: {exception.Message} No key was written.");
        }
    }

    /// <exception cref="ConfigurationException">It cannot be read, or others can read it.</exception>
    public static string Read(string file)
    {
        try
        {
            return file == "-" ? Console.In.ReadToEnd().Trim() : SecretFile.Read(file);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or ExposedSecretException
            )
        {
            throw new ConfigurationException($"{file} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The passphrase in a file; where there is none, a random one is made that nobody has to
    /// remember.</summary>
    public static string Passphrase(string file, TextWriter output)
    {
        if (File.Exists(file))
            return Read(file);
        Write(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PassphraseBytes)));
        output.WriteLine($"Made a random passphrase in {file}; only you can read it.");
        return Read(file);
    }

    /// <summary>A chain key: a key store of whatever cost, or plain.</summary>
    /// <param name="text">What the file holds.</param>
    /// <param name="passphraseFile">For a key store.</param>
    public static PrivateKey Open(string text, string? passphraseFile)
    {
        if (KeyStore.Is(text))
        {
            return passphraseFile is not null
                ? KeyStore.Decrypt(text, Read(passphraseFile), anyCost: true)
                : throw new ConfigurationException(
                    "This is a key store. Name the file with its passphrase: --passphrase FILE."
                );
        }

        try
        {
            return PrivateKey.FromHex(text);
        }
        catch (FormatException)
        {
            throw new ConfigurationException("This is neither a key store nor a secp256k1 key (0x and 64 hex digits).");
        }
    }
}
