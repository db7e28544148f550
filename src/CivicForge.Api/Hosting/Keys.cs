using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Hosting;

namespace CivicForge.Api.Hosting;

/// <summary>Reads the options <c>Keys:*</c>: a value, or the path of a file that holds it. Each key belongs to one
/// role; one in the wrong role stops the start.</summary>
internal static class Keys
{
    private static readonly (string Name, Role Role)[] Owners =
    [
        ("Anchorer", Role.Anchorer),
        ("Payout", Role.Anchorer),
        ("Receipt", Role.Api),
        ("Session", Role.Api),
    ];

    /// <exception cref="ConfigurationException">A key is missing, or one of another role is configured
    /// here.</exception>
    public static void Check(IConfiguration configuration, Role roles)
    {
        foreach (var (name, owner) in Owners)
        {
            var given = !string.IsNullOrWhiteSpace(configuration[$"Keys:{name}"]);
            if (given && !roles.HasFlag(owner))
            {
                throw new ConfigurationException(
                    $"Keys:{name} is configured in role {Text(roles)}, but only role {Text(owner)} may hold it. "
                        + "Remove it from this process."
                );
            }
            if (!given && roles.HasFlag(owner))
            {
                throw new ConfigurationException(
                    $"Keys:{name} is not set. Make one with: ./civicforge keys new {Text(name)}"
                );
            }
        }
    }

    /// <summary>The address of a key that a remote signer has, when the setting is that instead of a key.</summary>
    /// <exception cref="ConfigurationException">It has the length of an address and is none.</exception>
    public static Address? AddressOf(IConfiguration configuration, string name)
    {
        var value = configuration[$"Keys:{name}"]?.Trim() ?? "";
        if (!value.StartsWith("0x", StringComparison.Ordinal) || value.Length != 2 + 2 * Address.Size)
        {
            return null;
        }
        return Address.TryParse(value, out var address) && !address.IsZero
            ? address
            : throw new ConfigurationException(
                $"Keys:{name} is '{value}', which is not an address with a right EIP-55 checksum."
            );
    }

    /// <summary>A secp256k1 key: a key store, opened with the passphrase in <c>Keys:PassphraseFile</c>; on a
    /// development chain also plain, <c>0x</c> and 64 hex digits. Either is in a file, or the value itself.</summary>
    public static PrivateKey Secp256k1(IConfiguration configuration, string name)
    {
        var material = Material(configuration, name);
        if (material.StartsWith('{'))
        {
            return FromKeyStore(configuration, name, material);
        }
        PrivateKey key;
        try
        {
            key = PrivateKey.FromHex(material);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new ConfigurationException(
                $"Keys:{name} is not a secp256k1 key (a key store, or 0x and 64 hex digits). Make one with: "
                    + $"./civicforge keys new {Text(name)}"
            );
        }

        if (ChainOptions.IsDevelopment(configuration))
        {
            return key;
        }
        throw new ConfigurationException(
            $"Keys:{name} is a plain key, and chain {configuration["Chain:Id"]} is no development chain. Put it "
                + "under a passphrase: "
                + $"./civicforge keys import {Text(name)} --from FILE --out FILE --passphrase FILE, and name that "
                + "file in Keys:PassphraseFile. "
                + "Set Chain:Development if nothing on this chain is worth anything."
        );
    }

    /// <summary>Apart, so that a process with plain keys loads nothing of Nethereum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PrivateKey FromKeyStore(IConfiguration configuration, string name, string json)
    {
        var file = configuration["Keys:PassphraseFile"]?.Trim() is { Length: > 0 } given
            ? given
            : throw new ConfigurationException(
                $"Keys:{name} is a key store. Set Keys:PassphraseFile (environment: Keys__PassphraseFile) to the "
                    + "file with its passphrase."
            );
        try
        {
            return KeyStore.Decrypt(json, ReadSecret("Keys:PassphraseFile", file, "Give its path."));
        }
        catch (KeyStoreException exception)
        {
            throw new ConfigurationException($"Keys:{name}: {exception.Message}");
        }
    }

    /// <summary>A P-256 key in PEM, or a file with that.</summary>
    public static ECDsa P256(IConfiguration configuration, string name)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(Material(configuration, name));
            if (key.KeySize == 256)
            {
                return key;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
        }

        throw new ConfigurationException(
            $"Keys:{name} is not a P-256 private key in PEM. Make one with: ./civicforge keys new {Text(name)}"
        );
    }

    /// <summary>32 bytes for another purpose, the same in every process that has the session key (RFC 5869).</summary>
    public static byte[] DeriveFromSession(IConfiguration configuration, string purpose)
    {
        using var session = P256(configuration, "Session");
        var secret = session.ExportParameters(includePrivateParameters: true).D!;
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(purpose));
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    private static string Material(IConfiguration configuration, string name)
    {
        var value = configuration[$"Keys:{name}"]?.Trim() ?? "";
        if (
            value.StartsWith("0x", StringComparison.Ordinal)
            || value.StartsWith("-----", StringComparison.Ordinal)
            || value.StartsWith('{')
        )
        {
            return value;
        }
        return ReadSecret(
            $"Keys:{name}",
            value,
            $"Give its path, or make one with: ./civicforge keys new {Text(name)}"
        );
    }

    private static string ReadSecret(string setting, string file, string remedy)
    {
        try
        {
            return SecretFile.Read(file);
        }
        catch (ExposedSecretException exposed)
        {
            throw new ConfigurationException($"{setting}: {exposed.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(
                $"{setting} names a file that cannot be read ({exception.GetType().Name}). {remedy}"
            );
        }
    }

    private static string Text(Role role) => Text(role.ToString());

    private static string Text(string name) => name.ToLowerInvariant();
}
