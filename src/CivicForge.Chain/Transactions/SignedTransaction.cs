using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Transactions;

/// <summary>A signed type-2 transaction, read from its raw bytes: what it does, and who sends it. Only the one encoding
/// that the chain accepts is read.</summary>
public sealed class SignedTransaction
{
    private const byte Type = 0x02;

    private SignedTransaction(
        byte[] raw,
        Eip1559Transaction transaction,
        EcdsaSignature signature,
        Hash32 signingHash,
        Address sender
    )
    {
        (Raw, Transaction, Signature, SigningHash, Sender) = (raw, transaction, signature, signingHash, sender);
        Hash = Keccak256.Hash(raw);
    }

    public Eip1559Transaction Transaction { get; }
    public EcdsaSignature Signature { get; }

    /// <summary>keccak256(0x02 ‖ rlp(unsigned fields)): what the sender signed.</summary>
    public Hash32 SigningHash { get; }
    public Address Sender { get; }
    public byte[] Raw { get; }
    public Hash32 Hash { get; }

    /// <summary>Reads raw bytes and recovers the sender.</summary>
    /// <exception cref="FormatException">Not a signed type-2 transaction.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty || raw[0] != Type)
        {
            throw new FormatException("Not a type-2 transaction.");
        }
        if (Rlp.Decode(raw[1..]) is not object[] { Length: 12 } items)
        {
            throw new FormatException("A signed type-2 transaction has 12 fields.");
        }
        var transaction = Eip1559Transaction.FromItems(items);
        Span<byte> bytes = stackalloc byte[EcdsaSignature.Size];
        bytes.Clear();
        Word(items[10], bytes[..32]);
        Word(items[11], bytes[32..64]);
        bytes[64] = (byte)Eip1559Transaction.Integer(items[9], 1);
        if (!EcdsaSignature.TryParse(bytes, out var signature, out var fault) || bytes[64] > 1)
        {
            throw new FormatException($"The transaction's signature is invalid ({fault}).");
        }
        var unsigned = Rlp.WithoutLast(raw[1..], items.AsSpan(9));
        var signingHash = Keccak256.Hash([Type, .. unsigned]);
        var sender =
            Secp256k1.Recover(signingHash, signature)
            ?? throw new FormatException("The transaction's signature recovers to nobody.");
        return new SignedTransaction(raw.ToArray(), transaction, signature, signingHash, sender);
    }

    private static void Word(object item, Span<byte> word)
    {
        var number = Eip1559Transaction.Integer(item, 32);
        var length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(word[(32 - length)..], out _, isUnsigned: true, isBigEndian: true);
    }
}
