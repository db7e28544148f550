using Nethereum.ABI.FunctionEncoding;

namespace CivicForge.Chain.Web3.Rpc;

/// <summary>The guard behind Nethereum's decoder, which reads <c>0x</c> as zero, too few bytes as if zeros followed,
/// and dirty words as
/// clean ones: what was decoded must encode to exactly the bytes that came.</summary>
internal static class Reencoding
{
    /// <param name="decoded">An object whose properties carry Nethereum's <c>[Parameter]</c>.</param>
    /// <param name="encoded">The bytes from which it was read, without a selector.</param>
    internal static bool IsExact(object decoded, ReadOnlySpan<byte> encoded)
    {
        try
        {
            return new ParametersEncoder()
                .EncodeParametersFromTypeAttributes(decoded.GetType(), decoded)
                .AsSpan()
                .SequenceEqual(encoded);
        }
        catch (AbiEncodingException)
        {
            return false; // it read fewer bytes than the type has
        }
    }
}
