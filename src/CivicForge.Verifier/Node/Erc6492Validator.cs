namespace CivicForge.Verifier.Node;

/// <summary>The universal signature validator of ERC-6492 ("Reference Implementation", contract ValidateSigOffchain),
/// as compiled and distributed by viem 2.57.20 (<c>erc6492SignatureValidatorByteCode</c>, MIT). Its constructor takes
/// (address signer, bytes32 digest, bytes signature) and returns the single byte 1 or 0.</summary>
internal static class Erc6492Validator
{
    private static readonly Lazy<byte[]> Code = new(() =>
    {
        using var stream = typeof(Erc6492Validator).Assembly.GetManifestResourceStream("Erc6492Validator.hex")!;
        using var reader = new StreamReader(stream);
        return Convert.FromHexString(reader.ReadToEnd().Trim());
    });

    internal static byte[] Creation => Code.Value;
}
