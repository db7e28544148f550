using CivicForge.Chain.Crypto;
using Nethereum.KeyStore;
using Nethereum.KeyStore.Crypto;
using Nethereum.KeyStore.Model;

namespace CivicForge.Chain.Web3.Keys;

/// <summary>A chain key under a passphrase: the Web3 Secret Storage, version 3, which every wallet and geth can read
/// and write.</summary>
public static class KeyStore
{
    /// <summary>The work of one guess: 16 MiB for a moment of a process that starts. More would cost every start its
    /// time and protect little, since the passphrase is long.</summary>
    private const int N = 1 << 14,
        R = 8,
        P = 1;

    /// <summary>Characters of a passphrase under which a key is put.</summary>
    private const int ShortestPassphrase = 20;

    private const long MiB = 1 << 20;

    /// <summary>What opening one may cost where a service starts: a second or two.</summary>
    private static readonly (long Memory, long Work) Service = (64 * MiB, 512 * MiB);

    /// <summary>What it may cost a command, which makes it cheaper: four times what any wallet asks for. Some numbers
    /// in a file must not take all memory of a machine.</summary>
    private static readonly (long Memory, long Work) Command = (1024 * MiB, 4096 * MiB);

    /// <summary>Whether a file's text is a key store rather than a plain key.</summary>
    public static bool Is(string text) => text.AsSpan().TrimStart().StartsWith("{");

    /// <summary>The key store of a key, as JSON. Salt and initialisation vector are random.</summary>
    /// <exception cref="KeyStoreException">The passphrase is short.</exception>
    public static string Encrypt(PrivateKey key, string passphrase)
    {
        if (passphrase.Length < ShortestPassphrase)
        {
            throw new KeyStoreException(
                $"The passphrase has {passphrase.Length} characters; {ShortestPassphrase} are the least. Name a "
                    + "file that is not there, and a random one is made in it."
            );
        }

        return new KeyStoreScryptService().EncryptAndGenerateKeyStoreAsJson(
            passphrase,
            Hex.Decode(key.ToHex()),
            key.Address.ToString()[2..].ToLowerInvariant(),
            new ScryptParams
            {
                Dklen = 32,
                N = N,
                R = R,
                P = P,
            }
        );
    }

    /// <summary>The key in a store.</summary>
    /// <param name="json">The store.</param>
    /// <param name="passphrase">Not empty.</param>
    /// <param name="costly">Also one that costs more than a service may spend; for the command that makes it
    /// cheaper.</param>
    /// <exception cref="KeyStoreException">It is not a store, the passphrase is another, or it is too dear.</exception>
    public static PrivateKey Decrypt(string json, string passphrase, bool costly = false)
    {
        var store = KeyStoreText.Parse(json);
        Require(store.Derivation, costly);
        if (passphrase.Length == 0)
        {
            throw new KeyStoreException("The passphrase is empty.");
        }
        var key = Key(Secret(store, passphrase));
        return store.Address is null || key.Address == store.Address
            ? key
            : throw new KeyStoreException(
                $"The key store says it is of {store.Address}, but holds the key of {key.Address}. It was tampered "
                    + "with or put together wrongly."
            );
    }

    /// <summary>The address that a store names; null when it names none. Only opening it proves that.</summary>
    /// <exception cref="KeyStoreException">It is not a store.</exception>
    public static Address? AddressOf(string json) => KeyStoreText.Parse(json).Address;

    private static byte[] Secret(KeyStoreText store, string passphrase)
    {
        try
        {
            return store.Derivation.Open(passphrase, store.Mac, store.Iv, store.CipherText);
        }
        catch (DecryptionException e)
        {
            throw new KeyStoreException("The passphrase is not that of the key store.", e);
        }
    }

    /// <summary>Some tools drop leading zeros.</summary>
    private static PrivateKey Key(byte[] secret)
    {
        try
        {
            return PrivateKey.FromHex("0x" + Convert.ToHexStringLower(secret).PadLeft(64, '0'));
        }
        catch (FormatException e)
        {
            throw new KeyStoreException("The key store holds something else than a secp256k1 key.", e);
        }
    }

    private static void Require(KeyDerivation derivation, bool costly)
    {
        var (memory, work) = costly ? Command : Service;
        if (derivation.Memory <= memory && derivation.Work <= work)
        {
            return;
        }
        throw new KeyStoreException(
            $"Opening this key store takes {derivation.Memory / MiB} MiB of memory and mixes "
                + $"{derivation.Work / MiB} MiB; "
                + (
                    costly
                        ? $"no wallet asks for more than {memory / MiB} and {work / MiB}. It was not opened."
                        : $"a service gives it {memory / MiB} and {work / MiB}. Make one that is cheaper to open: "
                            + "./civicforge keys import"
                )
        );
    }
}
