using System.Text.Json;
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
    /// time and protect little,
    /// since the passphrase is long.</summary>
    private const int N = 1 << 14,
        R = 8,
        P = 1;

    /// <summary>Characters of a passphrase under which a key is put.</summary>
    private const int ShortestPassphrase = 20;

    /// <summary>A store that takes more memory to open is not opened where a service starts: 64 MiB.</summary>
    private const long MostMemory = 64 << 20;

    /// <summary>Whether a file's text is a key store rather than a plain key.</summary>
    public static bool Is(string text) => text.AsSpan().TrimStart().StartsWith("{");

    /// <summary>The key store of a key, as JSON. Salt and initialisation vector are random.</summary>
    /// <exception cref="KeyStoreException">The passphrase is short.</exception>
    public static string Encrypt(PrivateKey key, string passphrase)
    {
        if (passphrase.Length < ShortestPassphrase)
        {
            throw new KeyStoreException(
                $"The passphrase has {passphrase.Length} characters; {ShortestPassphrase} are the least. Name a file that is not there, and a random one is made in it."
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
    /// <param name="anyCost">Also one that takes more memory than a service may; for the command that makes it
    /// cheaper.</param>
    /// <exception cref="KeyStoreException">It is no store, the passphrase is another, or it is too dear.</exception>
    public static PrivateKey Decrypt(string json, string passphrase, bool anyCost = false)
    {
        var address = Check(json, anyCost);
        var key = Key(
            Secret(json, passphrase.Length > 0 ? passphrase : throw new KeyStoreException("The passphrase is empty."))
        );
        return address is null || key.Address == address
            ? key
            : throw new KeyStoreException(
                $"The key store says it is of {address}, but holds the key of {key.Address}. It was tampered with or put together wrongly."
            );
    }

    /// <summary>The address that a store names; null when it names none. Only opening it proves that.</summary>
    /// <exception cref="KeyStoreException">It is no store.</exception>
    public static Address? AddressOf(string json) => Check(json, anyCost: true);

    private static byte[] Secret(string json, string passphrase)
    {
        try
        {
            return new KeyStoreService().DecryptKeyStoreFromJson(passphrase, json);
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

    private static Address? Check(string json, bool anyCost)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var store = document.RootElement;
            if (store.GetProperty("version").GetInt32() != 3)
                throw new FormatException("its version is not 3");
            var crypto = store.GetProperty("crypto");
            if (crypto.GetProperty("cipher").GetString() != "aes-128-ctr")
                throw new FormatException("its cipher is not aes-128-ctr");
            if (!anyCost)
                RequireCheap(crypto);
            return store.TryGetProperty("address", out var address) && address.GetString() is { Length: > 0 } text
                ? Address.Parse(text.StartsWith("0x", StringComparison.Ordinal) ? text : "0x" + text)
                : null;
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new KeyStoreException($"This is no key store of version 3 ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static void RequireCheap(JsonElement crypto)
    {
        if (crypto.GetProperty("kdf").GetString() != "scrypt")
            return;
        var cost = crypto.GetProperty("kdfparams");
        var memory = 128L * cost.GetProperty("n").GetInt32() * cost.GetProperty("r").GetInt32();
        if (memory <= MostMemory)
            return;
        throw new KeyStoreException(
            $"Opening this key store takes {memory >> 20} MiB of memory; a service gives it {MostMemory >> 20}. Make one that is cheaper to open: ./civicforge keys import"
        );
    }
}
