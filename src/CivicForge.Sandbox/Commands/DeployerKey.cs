using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Commands;

/// <summary>What a key is given for.</summary>
/// <param name="Option">The option that names it.</param>
/// <param name="Variable">The environment variable that may hold it instead.</param>
/// <param name="Undone">What did not happen when it is refused.</param>
internal sealed record KeyUse(string Option, string? Variable, string Undone)
{
    public static KeyUse Deploying { get; } = new("--key", "CIVICFORGE_DEPLOYER_KEY", "Nothing was deployed.");

    public static KeyUse Funding { get; } = new("--from", null, "Nothing was sent.");
}

/// <summary>A key that a command uses once: a key store with its passphrase's file, or a plain key. Plain ones lie in
/// files and on command lines of local chains only. What was given is never printed: it may be a key with a typing
/// error.</summary>
/// <param name="IsPlain">It lay somewhere unprotected: in a file, a variable, or on the command line.</param>
internal sealed record DeployerKey(PrivateKey Key, bool IsPlain)
{
    /// <param name="given">A file, <c>-</c> for standard input, or the key itself; null reads the environment.</param>
    /// <param name="passphrase">The file with a key store's passphrase.</param>
    /// <returns>Null when there is none anywhere.</returns>
    /// <exception cref="BadArgumentException">It is not a key.</exception>
    public static DeployerKey? Read(string? given, string? passphrase, KeyUse use)
    {
        if (given == "-")
        {
            return Parse($"{use.Option} -", Console.In.ReadToEnd(), passphrase, use) with { IsPlain = false };
        }
        var (name, value) =
            given is null && use.Variable is { } variable
                ? (variable, Environment.GetEnvironmentVariable(variable))
                : (use.Option, given);
        return string.IsNullOrEmpty(value) ? null : Parse(name, TextOf(name, value, use), passphrase, use);
    }

    /// <summary>The key to deploy with.</summary>
    /// <exception cref="SandboxException">There is none, or it lay about plain and the chain is not local.</exception>
    public static PrivateKey Require(DeployerKey? read, bool isLocal) =>
        read is null
            ? isLocal
                ? PrivateKey.FromHex(DevelopmentAccounts.Deployer.PrivateKey)
                : throw new SandboxException(
                    $"The deployer's key is missing. Give {KeyUse.Deploying.Option} FILE or set "
                        + $"{KeyUse.Deploying.Variable}."
                )
            : read.Require(isLocal, KeyUse.Deploying);

    /// <exception cref="SandboxException">It lay about plain, and the chain is not local.</exception>
    public PrivateKey Require(bool isLocal, KeyUse use) =>
        isLocal || !IsPlain
            ? Key
            : throw new SandboxException(
                $"The key of {use.Option} is plain, and the chain is not {DevelopmentAccounts.ChainId}. {use.Undone} "
                    + "Put it into a key store (./civicforge keys import deployer …) and give "
                    + $"{use.Option} FILE --passphrase FILE, or {use.Option} - for standard input. Consider a key that "
                    + "stood on the command line known to others."
            );

    private static string TextOf(string name, string keyOrFile, KeyUse use) =>
        File.Exists(keyOrFile) ? FileText(name, keyOrFile, use) : keyOrFile;

    private static string FileText(string name, string file, KeyUse use)
    {
        try
        {
            return SecretFile.Read(file);
        }
        catch (ExposedSecretException exposed)
        {
            throw new BadArgumentException($"{name}: {exposed.Message} {use.Undone}");
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadArgumentException($"{name} names no file that can be read. {use.Undone}");
        }
    }

    private static DeployerKey Parse(string name, string text, string? passphrase, KeyUse use)
    {
        try
        {
            return KeyStore.Is(text)
                ? new(Open(name, text, passphrase, use), IsPlain: false)
                : new(PrivateKey.FromHex(text), IsPlain: true);
        }
        catch (Exception none) when (none is FormatException or ArgumentException)
        {
            throw new BadArgumentException(
                $"{name} is neither a private key (0x and 64 hex digits) nor a file that holds one."
            );
        }
    }

    private static PrivateKey Open(string name, string store, string? passphrase, KeyUse use)
    {
        if (passphrase is null)
        {
            throw new BadArgumentException(
                $"{name} is a key store. Name the file with its passphrase: --passphrase FILE."
            );
        }
        try
        {
            return KeyStore.Decrypt(store, FileText("--passphrase", passphrase, use), costly: true);
        }
        catch (KeyStoreException closed)
        {
            throw new BadArgumentException($"{name}: {closed.Message}");
        }
    }
}
