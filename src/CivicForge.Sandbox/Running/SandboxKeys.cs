using System.Security.Cryptography;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Running;

/// <summary>The four keys of a sandbox, made once into files that only their owner can read. The anchorer is a
/// development account, the others are random.</summary>
internal sealed class SandboxKeys
{
    private readonly string _folder;

    private SandboxKeys(string folder)
    {
        _folder = folder;
        Receipt = PrivateKey.FromHex(File.ReadAllText(PathOf("receipt")).Trim());
        Payout = PrivateKey.FromHex(File.ReadAllText(PathOf("payout")).Trim());
    }

    public PrivateKey Receipt { get; }

    public PrivateKey Payout { get; }

    /// <summary>The file of a key: <c>anchorer</c>, <c>payout</c>, <c>receipt</c> or <c>session</c>.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    public static SandboxKeys Ensure(string folder)
    {
        Make(folder, "anchorer", () => DevelopmentAccounts.Anchorer.PrivateKey);
        Make(folder, "payout", () => PrivateKey.Generate().ToHex());
        Make(folder, "receipt", () => PrivateKey.Generate().ToHex());
        Make(
            folder,
            "session",
            () =>
            {
                using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                return key.ExportPkcs8PrivateKeyPem();
            }
        );
        return new SandboxKeys(folder);
    }

    private static void Make(string folder, string name, Func<string> make) =>
        PrivateFile.Ensure(Path.Combine(folder, name), make);
}
