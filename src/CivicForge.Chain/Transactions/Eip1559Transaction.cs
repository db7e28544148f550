using System.Numerics;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain.Transactions;

/// <summary>A type-2 transaction (EIP-1559) without access list. Amounts in wei, gas in units.</summary>
/// <param name="To">Null creates a contract.</param>
public sealed record Eip1559Transaction(
    ulong ChainId,
    ulong Nonce,
    BigInteger MaxPriorityFeePerGas,
    BigInteger MaxFeePerGas,
    ulong GasLimit,
    Address? To,
    BigInteger Value,
    byte[] Data)
{
    private const byte Type = 0x02;

    /// <summary>keccak256(0x02 ‖ rlp(unsigned fields)): what the sender signs.</summary>
    public Hash32 SigningHash => Keccak256.Hash([Type, .. Rlp.EncodeList(Fields())]);

    public SignedTransaction Sign(PrivateKey key)
    {
        var signature = key.Sign(SigningHash);
        return new SignedTransaction(this, signature, key.Address);
    }

    internal byte[][] Fields() =>
    [
        Rlp.EncodeInteger(ChainId),
        Rlp.EncodeInteger(Nonce),
        Rlp.EncodeInteger(MaxPriorityFeePerGas),
        Rlp.EncodeInteger(MaxFeePerGas),
        Rlp.EncodeInteger(GasLimit),
        Rlp.EncodeBytes(To is { } to ? to.ToArray() : []),
        Rlp.EncodeInteger(Value),
        Rlp.EncodeBytes(Data),
        Rlp.EncodeList(),
    ];

    public bool Equals(Eip1559Transaction? other) => other is not null && SigningHash == other.SigningHash;
    public override int GetHashCode() => SigningHash.GetHashCode();

    internal static Eip1559Transaction FromItems(object[] items)
    {
        if (items.Length < 9 || items[8] is not object[] { Length: 0 }) throw new FormatException("The transaction has an access list or misses fields.");
        var to = Bytes(items[5]);
        return new Eip1559Transaction(
            (ulong)Integer(items[0], 8), (ulong)Integer(items[1], 8), Integer(items[2], 32), Integer(items[3], 32), (ulong)Integer(items[4], 8),
            to.Length == 0 ? null : to.Length == Address.Size ? new Address(to) : throw new FormatException("The recipient is no address."),
            Integer(items[6], 32), Bytes(items[7]));
    }

    internal static byte[] Bytes(object item) => item as byte[] ?? throw new FormatException("A list stands where bytes are expected.");

    internal static BigInteger Integer(object item, int maxBytes)
    {
        var bytes = Bytes(item);
        if (bytes.Length > maxBytes || (bytes.Length > 0 && bytes[0] == 0)) throw new FormatException("An integer is too long or has leading zeros.");
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }
}
