using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Sandbox.Commands;

namespace CivicForge.Sandbox.Funding;

/// <summary>Whom to fund: an address, or a file with a key of which only the address is read.</summary>
internal static class FundedKey
{
    /// <param name="option">Names it in what is told.</param>
    /// <param name="given">An address or a file.</param>
    /// <exception cref="BadArgumentException">It is neither.</exception>
    public static Address AddressOf(string option, string given)
    {
        if (Address.TryParse(given, out var address))
        {
            return address;
        }
        var text = Read(option, given);
        try
        {
            return KeyStore.Is(text)
                ? KeyStore.AddressOf(text)
                    ?? throw new BadArgumentException(
                        $"{given} does not name its address. Give the address: {option} ADDRESS."
                    )
                : PrivateKey.FromHex(text).Address;
        }
        catch (Exception none) when (none is FormatException or ArgumentException or KeyStoreException)
        {
            throw new BadArgumentException($"{given} holds no key. Give an address or a key's file: {option}.");
        }
    }

    private static string Read(string option, string file)
    {
        try
        {
            return SecretFile.Read(file);
        }
        catch (ExposedSecretException exposed)
        {
            throw new BadArgumentException($"{option}: {exposed.Message}");
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadArgumentException($"{option} is neither an address nor a file that can be read.");
        }
    }
}
