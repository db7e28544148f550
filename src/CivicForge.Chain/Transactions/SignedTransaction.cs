using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Transactions;

/// <summary>A signed type-2 transaction: its raw bytes as they are broadcast, its hash and its sender.</summary>
public sealed class SignedTransaction
{
    internal SignedTransaction(Eip1559Transaction transaction, EcdsaSignature signature, Address sender)
    {
        Transaction = transaction;
        Signature = signature;
        Sender = sender;
        Raw =
        [
            0x02,
            .. Rlp.EncodeList([
                .. transaction.Fields(), Rlp.EncodeInteger(signature.RecoveryId),
                Rlp.EncodeInteger(new(signature.R.Bytes, isUnsigned: true, isBigEndian: true)),
                Rlp.EncodeInteger(new(signature.S.Bytes, isUnsigned: true, isBigEndian: true)),
            ]),
        ];
        Hash = Keccak256.Hash(Raw);
    }

    public Eip1559Transaction Transaction { get; }
    public EcdsaSignature Signature { get; }
    public Address Sender { get; }
    public byte[] Raw { get; }
    public Hash32 Hash { get; }

    /// <summary>Reads raw bytes back and recovers the sender.</summary>
    /// <exception cref="FormatException">Not a signed type-2 transaction.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty || raw[0] != 0x02) throw new FormatException("Not a type-2 transaction.");
        if (Rlp.Decode(raw[1..]) is not object[] { Length: 12 } items) throw new FormatException("A signed type-2 transaction has 12 fields.");
        var transaction = Eip1559Transaction.FromItems(items);
        Span<byte> bytes = stackalloc byte[EcdsaSignature.Size];
        bytes.Clear();
        Word(items[10], bytes[..32]);
        Word(items[11], bytes[32..64]);
        bytes[64] = (byte)Eip1559Transaction.Integer(items[9], 1);
        if (!EcdsaSignature.TryParse(bytes, out var signature, out var fault) || bytes[64] > 1) throw new FormatException($"The transaction's signature is invalid ({fault}).");
        var sender = Secp256k1.Recover(transaction.SigningHash, signature) ?? throw new FormatException("The transaction's signature recovers to nobody.");
        return new SignedTransaction(transaction, signature, sender);
    }

    private static void Word(object item, Span<byte> word)
    {
        var number = Eip1559Transaction.Integer(item, 32);
        var length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(word[(32 - length)..], out _, isUnsigned: true, isBigEndian: true);
    }
}
