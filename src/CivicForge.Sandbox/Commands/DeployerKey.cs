using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Commands;

/// <summary>The key that deploys: a key store with its passphrase's file, or a plain key. Plain ones lie in files and
/// on command lines of local chains only. What was given is never printed: it may be a key with a typing
/// error.</summary>
/// <param name="IsPlain">It lay somewhere unprotected: in a file, a variable, or on the command line.</param>
internal sealed record DeployerKey(PrivateKey Key, bool IsPlain)
{
    private const string Variable = "CIVICFORGE_DEPLOYER_KEY",
        Option = "--key";

    /// <param name="given">A file, <c>-</c> for standard input, or the key itself; null reads the environment.</param>
    /// <param name="passphrase">The file with a key store's passphrase.</param>
    /// <returns>Null when there is none anywhere.</returns>
    /// <exception cref="BadArgumentException">It is not a key.</exception>
    public static DeployerKey? Read(string? given, string? passphrase)
    {
        if (given == "-")
        {
            return Parse($"{Option} -", Console.In.ReadToEnd(), passphrase) with { IsPlain = false };
        }
        var (name, value) = given is null ? (Variable, Environment.GetEnvironmentVariable(Variable)) : (Option, given);
        return string.IsNullOrEmpty(value) ? null : Parse(name, TextOf(name, value), passphrase);
    }

    /// <summary>The key to deploy with.</summary>
    /// <exception cref="SandboxException">There is none, or it lay about plain and the chain is not local.</exception>
    public static PrivateKey Require(DeployerKey? read, bool isLocal) =>
        read switch
        {
            null when isLocal => PrivateKey.FromHex(DevelopmentAccounts.Deployer.PrivateKey),
            null => throw new SandboxException($"The deployer's key is missing. Give {Option} FILE or set {Variable}."),
            { IsPlain: true } when !isLocal => throw new SandboxException(
                $"The deployer's key is plain, and the chain is not {DevelopmentAccounts.ChainId}. Nothing was "
                    + "deployed. Put it into a key store (./civicforge keys import deployer …) and give "
                    + $"{Option} FILE --passphrase FILE, or {Option} - for standard input. Consider a key that "
                    + "stood on the command line known to others."
            ),
            _ => read.Key,
        };

    private static string TextOf(string name, string keyOrFile) =>
        File.Exists(keyOrFile) ? FileText(name, keyOrFile) : keyOrFile;

    private static string FileText(string name, string file)
    {
        try
        {
            return SecretFile.Read(file);
        }
        catch (ExposedSecretException exposed)
        {
            throw new BadArgumentException($"{name}: {exposed.Message} Nothing was deployed.");
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadArgumentException($"{name} names no file that can be read. Nothing was deployed.");
        }
    }

    private static DeployerKey Parse(string name, string text, string? passphrase)
    {
        try
        {
            return KeyStore.Is(text)
                ? new(Open(name, text, passphrase), IsPlain: false)
                : new(PrivateKey.FromHex(text), IsPlain: true);
        }
        catch (Exception none) when (none is FormatException or ArgumentException)
        {
            throw new BadArgumentException(
                $"{name} is neither a private key (0x and 64 hex digits) nor a file that holds one."
            );
        }
    }

    private static PrivateKey Open(string name, string store, string? passphrase)
    {
        if (passphrase is null)
        {
            throw new BadArgumentException(
                $"{name} is a key store. Name the file with its passphrase: --passphrase FILE."
            );
        }
        try
        {
            return KeyStore.Decrypt(store, FileText("--passphrase", passphrase), costly: true);
        }
        catch (KeyStoreException closed)
        {
            throw new BadArgumentException($"{name}: {closed.Message}");
        }
    }
}
