using System.Security.Cryptography;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Hosting;

/// <summary>Reads the options <c>Keys:*</c>: a value, or the path of a file that holds it. Each key belongs to one role; one in the wrong role stops the start.</summary>
internal static class Keys
{
    private static readonly (string Name, Role Role)[] Owners =
        [("Anchorer", Role.Anchorer), ("Payout", Role.Anchorer), ("Receipt", Role.Api), ("Session", Role.Api)];

    /// <exception cref="ConfigurationException">A key is missing, or one of another role is configured here.</exception>
    public static void Check(IConfiguration configuration, Role roles)
    {
        foreach (var (name, owner) in Owners)
        {
            var given = !string.IsNullOrWhiteSpace(configuration[$"Keys:{name}"]);
            if (given && !roles.HasFlag(owner))
                throw new ConfigurationException($"Keys:{name} is configured in role {Text(roles)}, but only role {Text(owner)} may hold it. Remove it from this process.");
            if (!given && roles.HasFlag(owner))
                throw new ConfigurationException($"Keys:{name} is not set. Make one with: ./civicforge keys new {Text(name)}");
        }
    }

    /// <summary>A secp256k1 key: <c>0x</c> and 64 hex digits, or a file with that.</summary>
    public static PrivateKey Secp256k1(IConfiguration configuration, string name)
    {
        try
        {
            return PrivateKey.FromHex(Material(configuration, name));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new ConfigurationException($"Keys:{name} is not a secp256k1 key (0x and 64 hex digits). Make one with: ./civicforge keys new {Text(name)}");
        }
    }

    /// <summary>A P-256 key in PEM, or a file with that.</summary>
    public static ECDsa P256(IConfiguration configuration, string name)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(Material(configuration, name));
            if (key.KeySize == 256) return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
        }

        throw new ConfigurationException($"Keys:{name} is not a P-256 private key in PEM. Make one with: ./civicforge keys new {Text(name)}");
    }

    /// <summary>The verb <c>keys new NAME</c>: a fresh key on standard output.</summary>
    public static string Create(string name)
    {
        switch (name)
        {
            case "anchorer" or "payout" or "receipt":
                return PrivateKey.Generate().ToHex();
            case "session":
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256)) return key.ExportPkcs8PrivateKeyPem();
            default:
                throw new ConfigurationException($"There is no key '{name}'. Names: anchorer, payout, receipt, session.");
        }
    }

    /// <summary>The verb <c>keys new NAME --out FILE</c>: a fresh key in a new file that only its owner can read.</summary>
    public static void Create(string name, string file)
    {
        try
        {
            SecretFile.Write(file, Create(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file} cannot be made: {exception.Message} No key was written.");
        }
    }

    private static string Material(IConfiguration configuration, string name)
    {
        var value = configuration[$"Keys:{name}"]?.Trim() ?? "";
        if (value.StartsWith("0x", StringComparison.Ordinal) || value.StartsWith("-----", StringComparison.Ordinal)) return value;
        try
        {
            return SecretFile.Read(value);
        }
        catch (ExposedSecretException exposed)
        {
            throw new ConfigurationException($"Keys:{name}: {exposed.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException($"Keys:{name} names a file that can not be read ({exception.GetType().Name}). Give its path, or make one with: ./civicforge keys new {Text(name)}");
        }
    }

    private static string Text(Role role) => Text(role.ToString());

    private static string Text(string name) => name.ToLowerInvariant();
}
