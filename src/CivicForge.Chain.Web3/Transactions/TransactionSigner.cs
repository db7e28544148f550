using CivicForge.Chain.Crypto;
using CivicForge.Chain.Transactions;
using Nethereum.Model;

namespace CivicForge.Chain.Web3.Transactions;

/// <summary>Makes the bytes that are broadcast: Nethereum encodes, libsecp256k1 signs. Nethereum's own signer is
/// slower and, with its
/// process-wide switch set, throws for a key with a leading zero byte.</summary>
public static class TransactionSigner
{
    /// <summary>The raw bytes. What they hold is for the caller to read back before it stores or sends them.</summary>
    public static byte[] Encode(this Eip1559Transaction transaction, PrivateKey key)
    {
        var encoded = new Transaction1559(
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
        var signature = key.Sign(new Hash32(encoded.RawHash));
        encoded.SetSignature(
            new Signature(
                signature.R.ToArray(),
                signature.S.ToArray(),
                signature.RecoveryId == 0 ? [] : [signature.RecoveryId]
            )
        );
        return encoded.GetRLPEncoded();
    }

    /// <summary>The raw bytes, read back by our own strict decoder.</summary>
    /// <exception cref="FormatException">Nethereum made something else than a type-2 transaction.</exception>
    public static Chain.Transactions.SignedTransaction Sign(this Eip1559Transaction transaction, PrivateKey key) =>
        Chain.Transactions.SignedTransaction.Decode(transaction.Encode(key));
}
