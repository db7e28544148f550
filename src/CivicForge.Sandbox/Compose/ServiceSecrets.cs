using System.Security.Cryptography;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Sandbox.Compose;

/// <summary>
/// The keys and passwords of a composed service: a folder for each process, which mounts its own and no other. Each
/// chain key is a key store under a random passphrase. What is there already is left as it is.
/// </summary>
/// <param name="root">The folder with those folders; they exist.</param>
internal sealed class ServiceSecrets(string root)
{
    private const string Password = "password",
        Passphrase = "passphrase";

    private static readonly string[] Users = ["owner", "api", "anchorer", "worker", "indexer", "auditor"];

    /// <summary>Folder and name of each chain key.</summary>
    public static readonly (string Folder, string Name) Receipt = ("api", "receipt"),
        Anchorer = ("anchorer", "anchorer"),
        Payout = ("anchorer", "payout");

    /// <summary>Makes what is absent.</summary>
    /// <returns>The files that were made now.</returns>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public IReadOnlyList<string> Ensure()
    {
        IEnumerable<string?> made =
        [
            .. Users.Select(user => Make(user, Password, ServerPassword.Make)),
            MakeKey(Receipt),
            Make("api", "session", SessionKey),
            MakeKey(Anchorer),
            MakeKey(Payout),
        ];
        return [.. made.OfType<string>()];
    }

    /// <summary>The address that a key store names.</summary>
    /// <exception cref="KeyStoreException">It is no key store that names one.</exception>
    public Address AddressOf((string Folder, string Name) key) =>
        KeyStore.AddressOf(SecretFile.Read(PathOf(key.Folder, key.Name)))
        ?? throw new KeyStoreException($"{PathOf(key.Folder, key.Name)} does not name its address.");

    private string? MakeKey((string Folder, string Name) key)
    {
        Make(key.Folder, Passphrase, ServerPassword.Make);
        return Make(
            key.Folder,
            key.Name,
            () => KeyStore.Encrypt(PrivateKey.Generate(), SecretFile.Read(PathOf(key.Folder, Passphrase)))
        );
    }

    private static string SessionKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Whole or not at all, also when the machine fails in between: an address may be made known
    /// next.</summary>
    private string? Make(string folder, string name, Func<string> secret)
    {
        var file = PathOf(folder, name);
        if (File.Exists(file))
        {
            return null;
        }
        File.Delete(file + ".new");
        SecretFile.Write(file + ".new", secret());
        File.Move(file + ".new", file);
        return file;
    }

    private string PathOf(string folder, string name) => Path.Combine(root, folder, name);
}
