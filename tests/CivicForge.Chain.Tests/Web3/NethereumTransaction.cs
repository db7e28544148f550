using CivicForge.Chain.Crypto;
using CivicForge.Chain.Transactions;
using Nethereum.Model;
using Nethereum.Signer;
using SignedTransaction = CivicForge.Chain.Transactions.SignedTransaction;

namespace CivicForge.Chain.Tests.Web3;

/// <summary>Nethereum alone: its encoder with its signer, and its encoder with a signature that is there.</summary>
internal static class NethereumTransaction
{
    internal static string Sign(Eip1559Transaction transaction, PrivateKey key) =>
        "0x" + new Transaction1559Signer().SignTransaction(new EthECKey(key.ToHex()), Of(transaction));

    internal static byte[] Encode(SignedTransaction signed)
    {
        var encoded = Of(signed.Transaction);
        encoded.SetSignature(
            new Signature(
                signed.Signature.R.ToArray(),
                signed.Signature.S.ToArray(),
                signed.Signature.RecoveryId == 0 ? [] : [1]
            )
        );
        return encoded.GetRLPEncoded();
    }

    private static Transaction1559 Of(Eip1559Transaction transaction) =>
        new(
            transaction.ChainId,
            transaction.Nonce,
            transaction.MaxPriorityFeePerGas,
            transaction.MaxFeePerGas,
            transaction.GasLimit,
            transaction.To?.ToString(),
            transaction.Value,
            Hex.Encode(transaction.Data),
            null
        );
}
