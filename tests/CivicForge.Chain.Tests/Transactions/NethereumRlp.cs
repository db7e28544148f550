using Nethereum.RLP;

namespace CivicForge.Chain.Tests.Transactions;

/// <summary>RLP encoded by somebody else: our library only reads it.</summary>
internal static class NethereumRlp
{
    /// <param name="item"><c>byte[]</c> or a list of items.</param>
    internal static byte[] Encode(object item) =>
        item is byte[] bytes ? RLP.EncodeElement(bytes) : RLP.EncodeList([.. ((object[])item).Select(Encode)]);
}
