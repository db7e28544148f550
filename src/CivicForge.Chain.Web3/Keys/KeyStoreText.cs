using System.Numerics;
using System.Text.Json;

namespace CivicForge.Chain.Web3.Keys;

/// <summary>What stands in a key store, read once and strictly, before a passphrase is tried.</summary>
/// <param name="Address">Whose key it says it holds; only opening it proves that.</param>
internal sealed record KeyStoreText(
    Address? Address,
    byte[] CipherText,
    byte[] Iv,
    byte[] Mac,
    KeyDerivation Derivation
)
{
    /// <summary>Bytes that are derived from the passphrase: half for the cipher, half for the MAC.</summary>
    internal const int KeyLength = 32;

    /// <exception cref="KeyStoreException">It is not a store.</exception>
    internal static KeyStoreText Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new KeyStoreException($"This is not a key store of version 3 ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static KeyStoreText Read(JsonElement store)
    {
        Require(Number(store, "version") == 3, "its version is not 3");
        var crypto = Member(store, "crypto");
        Require(Text(crypto, "cipher") == "aes-128-ctr", "its cipher is not aes-128-ctr");
        return new(
            store.TryGetProperty("address", out var address) && address.GetString() is { Length: > 0 } text
                ? Chain.Address.Parse("0x" + WithoutPrefix(text))
                : null,
            Bytes(crypto, "ciphertext", 1, 32),
            Bytes(Member(crypto, "cipherparams"), "iv", 16, 16),
            Bytes(crypto, "mac", 32, 32),
            ReadDerivation(Text(crypto, "kdf"), Member(crypto, "kdfparams"))
        );
    }

    private static KeyDerivation ReadDerivation(string name, JsonElement parameters)
    {
        Require(Number(parameters, "dklen") == KeyLength, $"its dklen is not {KeyLength}");
        var salt = Bytes(parameters, "salt", 1, 1024);
        switch (name)
        {
            case "scrypt":
                var (n, r, p) = (Number(parameters, "n"), Number(parameters, "r"), Number(parameters, "p"));
                Require(n > 1 && BitOperations.IsPow2(n), "its n is not a power of two");
                Require(r > 0 && p > 0, "its r or p is not positive");
                return new KeyDerivation.Scrypt(n, r, p, salt);
            case "pbkdf2":
                var count = Number(parameters, "c");
                Require(Text(parameters, "prf") == "hmac-sha256", "its prf is not hmac-sha256");
                Require(count > 0, "its c is not positive");
                return new KeyDerivation.Pbkdf2(count, salt);
            default:
                throw new FormatException("its kdf is neither scrypt nor pbkdf2");
        }
    }

    private static byte[] Bytes(JsonElement json, string name, int least, int most)
    {
        var bytes = Convert.FromHexString(WithoutPrefix(Text(json, name)));
        Require(bytes.Length >= least && bytes.Length <= most, $"its {name} has {bytes.Length} bytes");
        return bytes;
    }

    private static string WithoutPrefix(string hex) => hex.StartsWith("0x", StringComparison.Ordinal) ? hex[2..] : hex;

    private static int Number(JsonElement json, string name) => Member(json, name).GetInt32();

    private static string Text(JsonElement json, string name) =>
        Member(json, name).GetString() ?? throw new FormatException($"its {name} is null");

    private static JsonElement Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) ? member : throw new FormatException($"it has no {name}");

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }
}
